import type { Rect, Size } from '../../protocol/geometry';
import type { MapModifier } from '../../protocol/mapModifiers';
import { squaredDistances } from '../distance';
import { cropValues, expandRect } from '../rects';
import { dilate } from './dilate';
import { gaussianBlur, gaussianReachPx } from './gaussian';

export type Feather = Extract<MapModifier, { kind: 'feather' }>;

/** How far a feather looks, in pixels. */
export const featherReachPx = ({ sigmaPx }: Feather): number => gaussianReachPx(sigmaPx);

/**
 * Softens the edges of a map v (0…255) with a Gaussian of standard deviation σ.
 * `both`: G_σ * v. `outwards`: max(v, G_{σ/2} * dilate_{1.5σ}(v)): max(v, G_σ * v) alone would fall from full to half at
 * one stroke at every edge; grown by half the support first, the same fall begins at the edge at full strength and ends
 * at 3σ. `inwards` is its mirror, 255 − outwards(255 − v), so nothing outside begins to change.
 * Always exactly 0 where no painted pixel lies within the Euclidean distance 3σ: the corners of the separable kernel's
 * square window are cut. Beyond the map's border its outermost values are repeated.
 * @param from holds the values and reaches `featherReachPx` beyond `to` or ends at the map's border.
 */
export function feather(values: Float32Array, from: Rect, to: Rect, size: Size, { sigmaPx, direction }: Feather): Float32Array {
  if (gaussianReachPx(sigmaPx) < 1) return cropValues(values, from, to);
  if (direction === 'inwards') {
    const outside = outwards(
      values.map((value) => 255 - value),
      from,
      to,
      size,
      sigmaPx,
    );
    return outside.map((value) => 255 - value);
  }
  if (isUniform(values)) return cropValues(values, from, to);
  const blurred = direction === 'outwards' ? outwards(values, from, to, size, sigmaPx) : gaussianBlur(values, from, to, sigmaPx);
  return cutBeyond(blurred, values, from, to, 3 * sigmaPx);
}

function outwards(values: Float32Array, from: Rect, to: Rect, size: Size, sigmaPx: number): Float32Array {
  if (isUniform(values)) return cropValues(values, from, to);
  const middle = expandRect(to, gaussianReachPx(sigmaPx / 2), size);
  const out = gaussianBlur(dilate(values, from, middle, 1.5 * sigmaPx), middle, to, sigmaPx / 2);
  const own = cropValues(values, from, to);
  for (let i = 0; i < out.length; i++) if ((own[i] as number) > (out[i] as number)) out[i] = own[i] as number;
  return out;
}

/** Sets to 0 what lies further than the radius from every value above 0. */
function cutBeyond(out: Float32Array, values: Float32Array, from: Rect, to: Rect, radiusPx: number): Float32Array {
  if (!values.includes(0)) return out;
  const squares = squaredDistances(from, (i) => (values[i] as number) > 0);
  const most = radiusPx * radiusPx;
  for (let y = 0, i = 0; y < to.height; y++) {
    let at = (to.y - from.y + y) * from.width + to.x - from.x;
    for (let x = 0; x < to.width; x++, i++, at++) if ((squares[at] as number) > most) out[i] = 0;
  }
  return out;
}

function isUniform(values: Float32Array): boolean {
  const first = values[0];
  for (let i = 1; i < values.length; i++) if (values[i] !== first) return false;
  return true;
}
