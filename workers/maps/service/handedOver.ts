import type { Outcome } from '../../protocol/engine';
import type { MapWorkerApi } from '../../protocol/mapWorker';

/** Marks what is to be moved, not copied, over the thread border. */
type Move = <T>(value: T, buffers: ArrayBuffer[]) => T;

/** A service whose results are moved to the window: it keeps none of them. */
export function handedOver(service: MapWorkerApi, move: Move): MapWorkerApi {
  const moved = async <T>(
    outcome: Promise<Outcome<T>>,
    arrays: (value: T) => readonly (Uint8Array | Float32Array | Float64Array)[],
  ): Promise<Outcome<T>> => {
    const settled = await outcome;
    if (!settled.ok) return settled;
    // Values of this worker never lie in shared memory.
    return move(settled, [...new Set(arrays(settled.value).map((array) => array.buffer as ArrayBuffer))]);
  };
  return {
    hold: (lockName) => service.hold(lockName),
    give: (tiles) => service.give(tiles),
    givePicture: (key, size, firstRow, rgba) => service.givePicture(key, size, firstRow, rgba),
    cancel: (jobId) => service.cancel(jobId),
    compose: (...call) => moved(service.compose(...call), ({ tiles }) => [...tiles.values()]),
    histogram: (...call) => moved(service.histogram(...call), (counts) => [counts]),
    isolines: (...call) => moved(service.isolines(...call), (lines) => lines.map(({ points }) => points)),
    fillMap: (...call) => moved(service.fillMap(...call), (found) => (found ? [found.coverage] : [])),
    fillPicture: (...call) => moved(service.fillPicture(...call), (found) => (found ? [found.coverage] : [])),
    fromSource: (...call) => moved(service.fromSource(...call), ({ tiles }) => [...tiles.values()]),
    straightLines: (...call) => service.straightLines(...call),
    resize: (...call) => moved(service.resize(...call), ({ tiles }) => [...tiles.values()]),
  };
}
