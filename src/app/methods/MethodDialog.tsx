import { useStore } from 'zustand';
import { methods } from '../../../workers/protocol/methods';
import type { MethodName } from '../../../workers/protocol/recipe';
import { setSetting } from '../../document/commands';
import { documentStore } from '../../document/documentStore';
import { offeredMethods } from '../../generation/methods/methods';
import { costInWords, nextCost, timeInWords } from '../../generation/nextCost';
import { runAreaStore } from '../../generation/recipe/runArea';
import { runTimesStore } from '../../generation/runTimes';
import { useProposal } from '../../generation/methods/useProposal';
import { packageStore } from '../../models/packageStore';
import { Dialog } from '../../ui/Dialog';
import styles from './MethodDialog.module.css';
import { tr } from '../../../workers/texts/texts';

interface MethodDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** All methods side by side: what each makes of a picture, what it needs, and what it would cost now. A click takes one. */
export function MethodDialog({ open, onClose }: MethodDialogProps) {
  const current = useStore(documentStore, ({ settings }) => settings.method);
  const proposed = useProposal();
  const take = (method: MethodName) => {
    setSetting('method', method);
    onClose();
  };
  return (
    <Dialog
      title={tr`Choose a method`}
      about={tr`Prompt, maps, exemplars and guides stay as they are, whichever you take. The times are for the picture that is open.`}
      size="large"
      open={open}
      onClose={onClose}
    >
      <ul className={styles.cards} aria-label={tr`Methods`}>
        {offeredMethods.map(({ value }) => (
          <li key={value}>
            <MethodCard
              method={value}
              current={value === current}
              proposal={proposed?.method === value ? proposed.because : null}
              onTake={() => take(value)}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const picture = (method: MethodName, when: 'before' | 'after'): string => new URL(`methods/${method}-${when}.webp`, document.baseURI).href;

interface MethodCardProps {
  readonly method: MethodName;
  readonly current: boolean;
  /** Why it suits what lies on the picture. */
  readonly proposal: string | null;
  readonly onTake: () => void;
}

function MethodCard({ method, current, proposal, onTake }: MethodCardProps) {
  const { label, about, needs } = methods[method];
  const state = current ? tr`in use` : proposal;
  return (
    <button
      type="button"
      className={styles.card}
      aria-label={label}
      aria-current={current}
      aria-describedby={`about-${method}`}
      onClick={onTake}
    >
      <span className={styles.pair}>
        <img src={picture(method, 'before')} alt="" width={176} height={176} />
        <img src={picture(method, 'after')} alt="" width={176} height={176} />
      </span>
      <span className={styles.name}>
        <b>{label}</b>
        {state ? <em>{state}</em> : null}
      </span>
      <span id={`about-${method}`} className={styles.words}>
        <span>{about}</span>
        <span>
          <b>{tr`Needs`}</b> {needs}
        </span>
        <Cost method={method} />
      </span>
    </button>
  );
}

/** What a run by that method would compute now, and how long that takes here. */
function Cost({ method }: { readonly method: MethodName }) {
  const document = useStore(documentStore);
  const summary = useStore(packageStore, (state) => state.summary);
  const times = useStore(runTimesStore, (state) => state.times);
  const area = useStore(runAreaStore, (state) => state.area);
  if (!summary) return null;
  const scene = { ...document, settings: { ...document.settings, method } };
  const time = area && timeInWords(times, scene, summary, area);
  const cost = costInWords(nextCost(scene, summary));
  return (
    <span>
      <b>{tr`Takes`}</b> {time ? `${time}; ` : ''}
      {cost || tr`no evaluation`}
      {time ? '' : tr`; how long, the first run will tell`}.
    </span>
  );
}
