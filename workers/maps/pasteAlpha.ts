import type { Size } from '../protocol/geometry';
import { distanceToZero } from './distance';

/** Change from which on the result counts fully; below, it fades, so that the map's own edge does not show. */
const fullFrom = 0.05;

/**
 * How much of the edited picture is pasted at each pixel, 0…1: min(1, change/0.05), never the map's value itself, since
 * strength would act twice; exactly 0 where the change is 0.
 * @param change one byte a pixel.
 * @param edgeSoftnessPx width over which alpha rises from the edge of what may change, inwards only; 0 = none.
 */
export function pasteAlpha(change: Uint8Array, size: Size, edgeSoftnessPx: number): Float32Array {
  // Plain loops: an area may have tens of millions of pixels.
  const alpha = new Float32Array(change.length);
  for (let i = 0; i < alpha.length; i++) alpha[i] = Math.min(1, (change[i] as number) / 255 / fullFrom);
  if (edgeSoftnessPx <= 0) return alpha;
  const distance = distanceToZero(change, size);
  for (let i = 0; i < alpha.length; i++) alpha[i] = (alpha[i] as number) * Math.min(1, (distance[i] as number) / (edgeSoftnessPx + 1));
  return alpha;
}
