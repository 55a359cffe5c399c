import scriptUrl from '../../workers/store.worker.ts?worker&url';
import type { StoreApi } from '../../workers/protocol/store';
import { startStore } from './startWorker';
import { watchWorker, type WatchedWorker } from './watchedWorker';
import { tr } from '../../workers/texts/texts';

/** The store worker as its client needs it. */
export type StoreWorkerHandle = WatchedWorker<StoreApi>;

/** Starts the worker that keeps packages and watches over it. */
export function startStoreWorker(): StoreWorkerHandle {
  const worker = startStore(scriptUrl, 'store');
  return watchWorker<StoreApi>(worker, tr`keeps models`, tr`What was complete is kept. Resume the download: it goes on where it was.`);
}
