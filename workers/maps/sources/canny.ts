import type { Rect, Size } from '../../protocol/geometry';
import type { MapSource } from '../../protocol/mapSources';
import { gaussianBlur, gaussianReachPx } from '../modifiers/gaussian';
import { gradients, lumaRegion } from './gradients';
import type { Picture } from './pictureRegion';

export type Canny = Extract<MapSource, { kind: 'canny' }>;

/** What `cannyCandidates` says of a pixel. */
export const weakEdge = 1;
export const strongEdge = 2;

/**
 * Canny's edges, first part, for a rectangle of the picture: brightness smoothed by G_σ, Sobel's gradient, and of its
 * length only the ridges: pixels not shorter than their two neighbours across the edge, strictly longer than the first,
 * the direction rounded to multiples of 45°. `strongEdge` where the length exceeds high·255, `weakEdge` above low·255, else 0.
 */
export function cannyCandidates(picture: Picture, rect: Rect, { sigmaPx, low, high }: Pick<Canny, 'sigmaPx' | 'low' | 'high'>): Uint8Array {
  const reach = gaussianReachPx(sigmaPx);
  // One pixel more for the neighbours' gradients, one more for their differences.
  const wide = grown(rect, 2);
  const grey = gaussianBlur(lumaRegion(picture, grown(wide, reach)), grown(wide, reach), wide, sigmaPx);
  const { along, down } = gradients(grey, rect.width + 2, rect.height + 2, 'sobel');
  const stride = rect.width + 2;
  const length = along.map((dx, i) => Math.hypot(dx, down[i] as number));
  const out = new Uint8Array(rect.width * rect.height);
  const [least, most] = [255 * Math.min(low, high), 255 * Math.max(low, high)];
  for (let y = 0, i = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++, i++) {
      const at = (y + 1) * stride + x + 1;
      const own = length[at] as number;
      if (own <= least) continue;
      const across = acrossEdge(along[at] as number, down[at] as number, stride);
      if (own > (length[at - across] as number) && own >= (length[at + across] as number)) out[i] = own > most ? strongEdge : weakEdge;
    }
  }
  return out;
}

/**
 * Canny's edges, second part: 255 at strong candidates and at weak ones that hang together with them (eight neighbours), else 0.
 * In place.
 */
export function hysteresis(candidates: Uint8Array, { width, height }: Size, invert: boolean): Uint8Array {
  const pending: number[] = [];
  const kept = 255;
  for (let i = 0; i < candidates.length; i++) {
    if (candidates[i] !== strongEdge) continue;
    candidates[i] = kept;
    pending.push(i);
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const next = row * width + column;
          if (candidates[next] !== weakEdge && candidates[next] !== strongEdge) continue;
          candidates[next] = kept;
          pending.push(next);
        }
      }
    }
  }
  for (let i = 0; i < candidates.length; i++) candidates[i] = (candidates[i] === kept) !== invert ? 255 : 0;
  return candidates;
}

/** Offset of the neighbour in the gradient's direction. */
function acrossEdge(dx: number, dy: number, stride: number): number {
  const steep = Math.abs(dy) / Math.max(Math.abs(dx), 1e-12);
  if (steep < Math.SQRT2 - 1) return 1;
  if (steep > Math.SQRT2 + 1) return stride;
  return dx > 0 === dy > 0 ? stride + 1 : stride - 1;
}

const grown = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});
