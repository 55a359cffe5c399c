import scriptUrl from '../../workers/diffusion.worker.ts?worker&url';
import type { EngineApi } from '../../workers/protocol/engine';
import { startWorker } from './startWorker';
import { watchWorker, type WatchedWorker } from './watchedWorker';
import { tr } from '../../workers/texts/texts';

/** The diffusion worker as its client needs it. */
export type WorkerHandle = WatchedWorker<EngineApi>;

/** Starts the diffusion worker and watches over it. */
export function startDiffusionWorker(): WorkerHandle {
  const worker = startWorker(scriptUrl, 'diffusion');
  return watchWorker<EngineApi>(worker, tr`runs the model`, tr`Your picture and map are untouched. Generate again: it starts afresh.`);
}
