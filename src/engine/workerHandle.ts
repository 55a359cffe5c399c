import scriptUrl from '../../workers/diffusion.worker.ts?worker&url';
import type { EngineApi } from '../../workers/protocol/engine';
import { startWorker } from './startWorker';
import { watchWorker, type WatchedWorker } from './watchedWorker';

/** The diffusion worker as its client needs it. */
export type WorkerHandle = WatchedWorker<EngineApi>;

/** Starts the diffusion worker and watches over it. */
export function startDiffusionWorker(): WorkerHandle {
  const worker = startWorker(scriptUrl, 'diffusion');
  return watchWorker<EngineApi>(worker, 'runs the model', 'Your picture and map are untouched. Generate again: it starts afresh.');
}
