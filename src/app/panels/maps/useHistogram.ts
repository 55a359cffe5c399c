import { useEffect, useState } from 'react';
import { mapWorker } from '../../../changemap/mapWorker';
import { reportToUser } from '../../../ui/notices';
import type { MapLayer } from '../../../../workers/protocol/mapWorker';

/** Slider moves and strokes follow each other quickly; what lies between them need not be counted. */
const pauseMs = 120;

/**
 * How often each value 0…255 occurs in what these layers give together, counted in the map worker; null before the first answer.
 * `layers` must be the same object while nothing changes. `name`: of two requests of one name the latest wins.
 */
export function useHistogram(layers: readonly MapLayer[] | null, name: string): Float64Array | null {
  const [counts, setCounts] = useState<Float64Array | null>(null);
  useEffect(() => {
    const size = layers?.[0]?.map;
    if (!layers || !size) return;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      mapWorker()
        .histogram({ width: size.width, height: size.height, layers, rect: null }, { latestOf: `histogram ${name}`, signal: ending.signal })
        .then((next) => {
          if (!ending.signal.aborted) setCounts(next);
        })
        .catch(reportToUser);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [layers, name]);
  return counts;
}
