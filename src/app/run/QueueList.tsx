import { ArrowDown, ArrowUp, Play, X } from 'lucide-react';
import { useStore } from 'zustand';
import { goOn, cancelAll, clearQueue, moveQueued, queueStore, unqueue, type QueuedRun } from '../../generation/queue/runQueue';
import { jobStore } from '../../generation/jobStore';
import { queueProgress } from '../../generation/queue/queueTime';
import { Button, IconButton } from '../../ui/Button';
import { formatSeconds } from '../../ui/formatSeconds';
import styles from './Queue.module.css';
import { tr } from '../../../workers/texts/texts';

/** Of a prompt that names a waiting run, in characters. */
const longestPrompt = 40;

/** What a waiting run is told by: what sets it apart from those that were asked for with it, else its seed, and its words. */
function wordsOf({ sweep, frozen: { settings } }: QueuedRun): string {
  const prompt = settings.prompt.trim();
  const short = prompt.length > longestPrompt ? `${prompt.slice(0, longestPrompt).replace(/\s+\S*$/, '')}…` : prompt;
  return [sweep?.words ?? tr`seed ${settings.seed}`, ...(short === '' ? [] : [short])].join(' · ');
}

/** When all will be done, as runs of their kinds took on this computer; nothing before they were measured. */
function AllDone() {
  const queue = useStore(queueStore);
  const job = useStore(jobStore, (state) => state.running);
  const secondsLeft = queueProgress(queue, job)?.secondsLeft ?? null;
  if (secondsLeft === null) return null;
  return <p className={styles.left}>{secondsLeft < 1 ? tr`All done in under 1 s` : tr`All done in about ${formatSeconds(secondsLeft)}`}</p>;
}

/** The edits that wait for their turn, in their order; each may go before another or be taken off. Nothing where none waits. */
export function QueueList() {
  const { waiting, held, current } = useStore(queueStore);
  if (waiting.length === 0) return null;
  return (
    <section className={styles.queue} aria-label={tr`Queue`}>
      <div className={styles.head}>
        <h2>{held ? tr`${waiting.length} held after a fault` : waiting.length === 1 ? tr`Next` : tr`${waiting.length} wait`}</h2>
        {held ? (
          <Button tone="quiet" icon={<Play />} onClick={goOn}>
            {tr`Go on`}
          </Button>
        ) : null}
        <Button tone="quiet" onClick={current ? cancelAll : clearQueue}>
          {tr`Cancel all`}
        </Button>
      </div>
      <AllDone />
      <ol aria-label={tr`Waiting edits`} className={styles.list}>
        {waiting.map((run, at) => (
          <li key={run.id}>
            <span className={styles.words} title={wordsOf(run)}>
              {wordsOf(run)}
            </span>
            <IconButton label={tr`Earlier`} icon={<ArrowUp />} disabled={at === 0} onClick={() => moveQueued(run.id, -1)} />
            <IconButton label={tr`Later`} icon={<ArrowDown />} disabled={at === waiting.length - 1} onClick={() => moveQueued(run.id, 1)} />
            <IconButton label={tr`Take it off`} icon={<X />} onClick={() => unqueue(run.id)} />
          </li>
        ))}
      </ol>
    </section>
  );
}
