import scriptUrl from '../../workers/map.worker.ts?worker&url';
import type { MapWorkerApi } from '../../workers/protocol/mapWorker';
import { startWorker } from './startWorker';
import { watchWorker, type WatchedWorker } from './watchedWorker';
import { tr } from '../../workers/texts/texts';

/** The map worker as its client needs it. */
export type MapWorkerHandle = WatchedWorker<MapWorkerApi>;

/** Starts the map worker and watches over it. */
export function startMapWorker(): MapWorkerHandle {
  const worker = startWorker(scriptUrl, 'map');
  return watchWorker<MapWorkerApi>(worker, tr`works on whole maps`, tr`Your picture and map are untouched. Try again: it starts afresh.`);
}
