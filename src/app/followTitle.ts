import { jobStore, progressOf } from '../generation/jobStore';
import { queueProgress } from '../generation/queue/queueTime';
import { queueStore } from '../generation/queue/runQueue';
import { tr } from '../../workers/texts/texts';

/** Shows how far the run is in the tab's title, or all that waits with it, for whoever looks elsewhere meanwhile. */
export function followTitle(): () => void {
  const tell = (): void => {
    const { running } = jobStore.getState();
    const queue = queueStore.getState();
    const several = queue.done.length + queue.waiting.length > 0;
    const share = running ? (several ? (queueProgress(queue, running)?.share ?? null) : progressOf(running)) : null;
    const behind = queue.waiting.length > 0 ? tr` · ${queue.waiting.length} more` : '';
    document.title = running ? `${share === null ? '…' : `${Math.floor(share * 100)} %`}${behind} · Sfumato` : 'Sfumato';
  };
  const stops = [jobStore.subscribe(tell), queueStore.subscribe(tell)];
  return () => stops.forEach((stop) => stop());
}
