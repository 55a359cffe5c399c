import type { Size } from '../protocol/geometry';
import { feather } from './modifiers/feather';
import { gaussianReachPx } from './modifiers/gaussian';
import { roundedByte } from './modifiers/roundedByte';
import type { Coverage } from './polygonCoverage';
import { expandRect } from './rects';

/** The area with its edge softened by a Gaussian of that σ: it reaches 3σ beyond the edge, and is exactly 0 further out. */
export function featherCoverage({ rect, coverage }: Coverage, sigmaPx: number, picture: Size): Coverage {
  const reach = gaussianReachPx(sigmaPx);
  if (reach < 1) return { rect, coverage };
  // Surroundings of zeros, as wide as the kernel reaches beyond the softened area, stand for the map outside the region.
  const to = expandRect(rect, reach, picture);
  const from = expandRect(to, reach, picture);
  const values = new Float32Array(from.width * from.height);
  for (let row = 0; row < rect.height; row += 1) {
    values.set(coverage.subarray(row * rect.width, (row + 1) * rect.width), (rect.y - from.y + row) * from.width + rect.x - from.x);
  }
  return {
    rect: to,
    coverage: Uint8Array.from(feather(values, from, to, picture, { kind: 'feather', sigmaPx, direction: 'both' }), roundedByte),
  };
}
