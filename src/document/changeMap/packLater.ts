import { packDelta, type TileDelta } from './tileDelta';

/** Time taken at once, in milliseconds: a stroke over a large picture leaves hundreds of tiles, and nobody may feel their packing. */
const sliceMs = 5;

/** Packs deltas bit by bit after the stroke that made them has been shown. */
export function packLater(deltas: readonly TileDelta[]): void {
  let next = 0;
  const slice = () => {
    const end = performance.now() + sliceMs;
    while (next < deltas.length && performance.now() < end) {
      const delta = deltas[next];
      if (delta) packDelta(delta);
      next += 1;
    }
    if (next < deltas.length) setTimeout(slice, sliceMs);
  };
  setTimeout(slice, sliceMs);
}
