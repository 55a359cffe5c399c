import type { EngineApi } from '../../workers/protocol/engine';
import { watchWorker, type WatchedWorker } from './watchedWorker';

/** The diffusion worker as its client needs it. */
export type WorkerHandle = WatchedWorker<EngineApi>;

/** Starts the diffusion worker and watches over it. */
export function startDiffusionWorker(): WorkerHandle {
  const worker = new Worker(new URL('../../workers/diffusion.worker.ts', import.meta.url), { type: 'module', name: 'diffusion' });
  return watchWorker<EngineApi>(worker, 'runs the model', 'Your picture and map are untouched. Generate again: it starts afresh.');
}
