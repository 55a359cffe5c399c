import scriptUrl from '../../workers/picture.worker.ts?worker&url';
import type { PictureApi } from '../../workers/protocol/pictures';
import { startWorker } from './startWorker';
import { watchWorker, type WatchedWorker } from './watchedWorker';
import { tr } from '../../workers/texts/texts';

/** The picture worker as its client needs it. */
export type PictureWorkerHandle = WatchedWorker<PictureApi>;

/** Starts the worker that reads and writes picture files and watches over it. */
export function startPictureWorker(): PictureWorkerHandle {
  const worker = startWorker(scriptUrl, 'picture');
  return watchWorker<PictureApi>(
    worker,
    tr`reads and writes pictures`,
    tr`Your picture and map are untouched. Try again: it starts afresh.`,
  );
}
