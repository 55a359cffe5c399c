import { Plus } from 'lucide-react';
import { useStore } from 'zustand';
import { shelfStore } from '../../models/shelf';
import { Button } from '../../ui/Button';
import { FaultNote } from './FaultNote';
import styles from './Models.module.css';
import { KeptModel } from './KeptModel';
import { StarterModel } from './StarterModel';

/** The packages that are kept, the starter first. */
export function Shelf({ onAdd }: { readonly onAdd: () => void }) {
  const packages = useStore(shelfStore, (state) => state.packages);
  const fault = useStore(shelfStore, (state) => state.fault);
  return (
    <>
      {fault ? <FaultNote fault={fault} /> : null}
      <ul className={styles.list} aria-label="Kept models">
        <StarterModel />
        {packages?.map((kept) => <KeptModel key={kept.id} kept={kept} />)}
      </ul>
      {packages === null && !fault ? <p role="status">Looking at what is kept…</p> : null}
      {packages?.length === 0 ? (
        <div className={styles.empty}>
          <p>Nothing else is kept yet. Stable Diffusion and SDXL models in ONNX can be added from a folder, a zip, a web address or a hub.</p>
          <Button icon={<Plus />} onClick={onAdd}>
            Add a model
          </Button>
        </div>
      ) : null}
    </>
  );
}
