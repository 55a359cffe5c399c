import { useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import { offeredModelStore } from '../../models/offeredModel';
import { packageStore } from '../../models/packageStore';
import { refreshShelf, shelfStore } from '../../models/shelf';
import { AddModel } from './AddModel';
import { FaultNote } from './FaultNote';
import { KeptModel } from './KeptModel';
import { ModelList } from './ModelList';
import styles from './ModelManager.module.css';
import { StarterModel } from './StarterModel';
import { useCatalog } from './useCatalog';
import type { Chosen } from './chosen';
import { tr } from '../../../workers/texts/texts';

/** One list of what is kept, what is known and the ways to more; beside it what is chosen of it. */
export function ModelManager() {
  const [chosen, setChosen] = useState<Chosen>(firstChosen);
  const catalog = useCatalog();
  const fault = useStore(shelfStore, (state) => state.fault);
  useEffect(() => {
    void refreshShelf();
  }, []);
  // A file that is dropped while the dialog is open; where a way is shown already, that one takes it.
  const showOffered = useEffectEvent(() => {
    const isAdding = chosen.kind === 'known' || chosen.kind === 'way';
    if (offeredModelStore.getState().offered && !isAdding) setChosen({ kind: 'way', way: 'file' });
  });
  useEffect(() => offeredModelStore.subscribe(() => showOffered()), []);
  return (
    <div className={styles.columns}>
      <ModelList catalog={catalog} chosen={chosen} onChoose={setChosen} />
      <div className={styles.page}>
        {fault ? <FaultNote fault={fault} /> : null}
        {chosen.kind === 'starter' ? (
          <StarterModel />
        ) : chosen.kind === 'kept' ? (
          <Kept key={chosen.id} id={chosen.id} />
        ) : (
          <AddModel
            key={chosen.kind === 'way' ? chosen.way : chosen.id}
            chosen={chosen}
            catalog={catalog}
            onChoose={setChosen}
            onTaken={(id) => setChosen({ kind: 'kept', id })}
          />
        )}
      </div>
    </div>
  );
}

/** What is in use; a file that was dropped comes before it. */
function firstChosen(): Chosen {
  if (offeredModelStore.getState().offered) return { kind: 'way', way: 'file' };
  const { source } = packageStore.getState();
  return source.kept === undefined ? { kind: 'starter' } : { kind: 'kept', id: source.id };
}

function Kept({ id }: { readonly id: string }) {
  const kept = useStore(shelfStore, ({ packages }) => packages?.find((one) => one.id === id));
  const known = useStore(shelfStore, ({ packages, jobs }) => packages !== null && jobs[id] === undefined);
  if (kept) return <KeptModel kept={kept} />;
  return <p role="status">{known ? tr`It is no longer kept. Choose another one from the list.` : tr`Looking at what is kept…`}</p>;
}
