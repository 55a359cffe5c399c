import type { Remote } from 'comlink';
import { MapService } from '../../../workers/maps/service/mapService';
import type { MapWorkerApi } from '../../../workers/protocol/mapWorker';
import { createMapClient, type MapClient } from '../../engine/mapClient';

/** The real map client over the real map service, without a worker between them. */
export function inProcessMaps(): MapClient {
  const service = new MapService({ pause: () => new Promise((resolve) => setTimeout(resolve)), holdLock: () => Promise.resolve(false) });
  return createMapClient({
    startWorker: () => ({
      api: service as unknown as Remote<MapWorkerApi>,
      died: new Promise(() => undefined),
      terminate: () => undefined,
    }),
  });
}
