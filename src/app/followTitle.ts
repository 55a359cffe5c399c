import { jobStore, progressOf } from '../generation/jobStore';

/** Shows how far a run is in the tab's title, for whoever looks elsewhere meanwhile. */
export function followTitle(): () => void {
  return jobStore.subscribe(({ running }) => {
    const progress = running ? progressOf(running) : null;
    document.title = running ? `${progress === null ? '…' : `${Math.round(progress * 100)} %`} · Sfumato` : 'Sfumato';
  });
}
