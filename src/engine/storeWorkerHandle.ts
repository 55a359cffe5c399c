import type { StoreApi } from '../../workers/protocol/store';
import { watchWorker, type WatchedWorker } from './watchedWorker';

/** The store worker as its client needs it. */
export type StoreWorkerHandle = WatchedWorker<StoreApi>;

/** Starts the worker that keeps packages and watches over it. */
export function startStoreWorker(): StoreWorkerHandle {
  const worker = new Worker(new URL('../../workers/store.worker.ts', import.meta.url), { type: 'module', name: 'store' });
  return watchWorker<StoreApi>(worker, 'keeps models', 'What was complete is kept. Resume the download: it goes on where it was.');
}
