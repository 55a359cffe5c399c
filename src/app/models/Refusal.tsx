import { Check, ChevronRight, CircleAlert, FileBox, Search, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FaultReport } from '../../../workers/protocol/faults';
import { memoryHereBytes, passes } from '../../models/catalogFilters';
import { packageStore } from '../../models/packageStore';
import { bytesInWords, familyInWords } from '../../models/words';
import type { Chosen } from './chosen';
import styles from './Refusal.module.css';
import type { CatalogRead } from './useCatalog';
import { tr } from '../../../workers/texts/texts';

/** Why a model is not taken, and what was left as it was. */
export function Refusal({ fault }: { readonly fault: FaultReport }) {
  const inUse = useStore(packageStore, (state) => state.summary?.title ?? state.source.kept?.title ?? 'Starter');
  return (
    <div className={styles.refusal}>
      <div className={styles.why} role="alert">
        <CircleAlert aria-hidden />
        <h3>{fault.message}</h3>
        {fault.hint ? <p>{fault.hint}</p> : null}
      </div>
      <ul className={styles.kept} aria-label={tr`What is as it was`}>
        <li>
          <Check aria-hidden />
          {tr` Nothing was copied, and nothing large was fetched.`}
        </li>
        <li>
          <Check aria-hidden />
          {tr` “${inUse}” stays in use, and your picture is as it was.`}
        </li>
      </ul>
      <h4>{tr`What you can do`}</h4>
    </div>
  );
}

interface WaysOnProps {
  readonly chosen: Chosen;
  readonly catalog: CatalogRead;
  readonly onChoose: (chosen: Chosen) => void;
}

/** The ways on after a refusal, beside the one that was tried. */
export function WaysOn({ chosen, catalog, onChoose }: WaysOnProps) {
  const other = catalog.entries?.find(
    (entry) =>
      entry.source.kind === 'hub' &&
      entry.form === 'weights' &&
      !(chosen.kind === 'known' && chosen.id === entry.id) &&
      passes(entry, new Set(['Fits here']), { freeBytes: null, memoryBytes: memoryHereBytes() }),
  );
  return (
    <div className={styles.ways} role="group" aria-label={tr`Other ways on`}>
      {other ? (
        <WayOn
          icon={<Sparkles aria-hidden />}
          title={tr`Take “${other.title}” instead`}
          about={[familyInWords(other.family), other.sizeBytes === null ? null : bytesInWords(other.sizeBytes)].filter(Boolean).join(' · ')}
          onGo={() => onChoose({ kind: 'known', id: other.id })}
        />
      ) : null}
      {chosen.kind === 'way' && chosen.way === 'hub' ? (
        <WayOn
          icon={<FileBox aria-hidden />}
          title={tr`Open a file of this computer`}
          about={tr`A checkpoint, LoRA or ControlNet as one .safetensors file`}
          onGo={() => onChoose({ kind: 'way', way: 'file' })}
        />
      ) : (
        <WayOn
          icon={<Search aria-hidden />}
          title={tr`Look into a repository of the hub`}
          about={tr`By its owner and name; sizes are told before anything is fetched`}
          onGo={() => onChoose({ kind: 'way', way: 'hub' })}
        />
      )}
    </div>
  );
}

interface WayOnProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly about: string;
  readonly onGo: () => void;
}

function WayOn({ icon, title, about, onGo }: WayOnProps) {
  return (
    <button type="button" className={styles.way} aria-label={title} aria-description={about} onClick={onGo}>
      {icon}
      <span>
        <b>{title}</b>
        <small>{about}</small>
      </span>
      <ChevronRight aria-hidden />
    </button>
  );
}
