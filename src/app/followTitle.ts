import { jobStore, progressOf } from '../generation/jobStore';
import { queueStore } from '../generation/queue/runQueue';

/** Shows how far a run is in the tab's title, for whoever looks elsewhere meanwhile. */
export function followTitle(): () => void {
  return jobStore.subscribe(({ running }) => {
    const progress = running ? progressOf(running) : null;
    const { waiting } = queueStore.getState();
    const behind = waiting.length > 0 ? ` · ${waiting.length} more` : '';
    document.title = running ? `${progress === null ? '…' : `${Math.round(progress * 100)} %`}${behind} · Sfumato` : 'Sfumato';
  });
}
