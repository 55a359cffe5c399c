import type { Rect } from '../../protocol/geometry';
import { squaredDistances } from '../distance';
import { cropValues } from '../rects';

/** Up to so many distinct values a distance transform for each of them is quicker than maxima over the disc's rows. */
const fewLevels = 4;

/** How far growing by a radius looks, in pixels. */
export const discReachPx = (radiusPx: number): number => Math.floor(radiusPx);

/**
 * Grows a map: out(p) = max of v(q) over all q of the map with |q − p|² ≤ radius², centre to centre: the Euclidean
 * dilation by a disc, exact. Beyond the border is nothing.
 * @param from holds the values and reaches `discReachPx` beyond `to` or ends at the map's border.
 */
export function dilate(values: Float32Array, from: Rect, to: Rect, radiusPx: number): Float32Array {
  const levels = distinctLevels(values);
  if (discReachPx(radiusPx) < 1 || levels?.length === 1) return cropValues(values, from, to);
  return levels ? dilateByDistance(values, from, to, radiusPx, levels) : dilateByRows(values, from, to, radiusPx);
}

/** Shrinks a map: out(p) = min of v(q) over the disc, the dual of `dilate`. The border of the map takes nothing away. */
export function erode(values: Float32Array, from: Rect, to: Rect, radiusPx: number): Float32Array {
  const negative = dilate(
    values.map((value) => 255 - value),
    from,
    to,
    radiusPx,
  );
  for (let i = 0; i < negative.length; i++) negative[i] = 255 - (negative[i] as number);
  return negative;
}

/** The values that occur, ascending; null where they are many. */
function distinctLevels(values: Float32Array): number[] | null {
  const levels: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (i > 0 && value === values[i - 1]) continue;
    if (levels.includes(value)) continue;
    if (levels.length === fewLevels) return null;
    levels.push(value);
  }
  return levels.sort((a, b) => a - b);
}

function dilateByDistance(values: Float32Array, from: Rect, to: Rect, radiusPx: number, levels: readonly number[]): Float32Array {
  const out = new Float32Array(to.width * to.height).fill(levels[0] ?? 0);
  const most = radiusPx * radiusPx;
  for (const level of levels.slice(1)) {
    const squares = squaredDistances(from, (i) => (values[i] as number) >= level);
    for (let y = 0, i = 0; y < to.height; y++) {
      let at = (to.y - from.y + y) * from.width + to.x - from.x;
      for (let x = 0; x < to.width; x++, i++, at++) if ((squares[at] as number) <= most) out[i] = level;
    }
  }
  return out;
}

/**
 * Each row gives its maxima over every width of the disc's rows to the rows above and below; the maximum over a width is
 * that of two overlapping windows whose width is a power of two.
 */
function dilateByRows(values: Float32Array, from: Rect, to: Rect, radiusPx: number): Float32Array {
  const reach = discReachPx(radiusPx);
  const least = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const out = new Float32Array(to.width * to.height).fill(least);
  const halfWidths = discHalfWidths(radiusPx);
  const windows = Array.from({ length: Math.floor(Math.log2(2 * reach + 1)) + 1 }, () => new Float32Array(to.width + 2 * reach));
  const top = to.y - from.y;
  const left = to.x - from.x - reach;
  for (let row = 0; row < from.height; row++) {
    if (!fillWindows(windows, values, row * from.width, from.width, left, least)) continue;
    for (let dy = 0; dy <= reach; dy++) {
      const above = row - dy - top;
      const below = row + dy - top;
      const half = halfWidths[dy] as number;
      const power = Math.floor(Math.log2(2 * half + 1));
      const window = windows[power] as Float32Array;
      const second = reach + half + 1 - 2 ** power;
      if (above >= 0 && above < to.height) raise(out, above * to.width, to.width, window, reach - half, second);
      if (dy > 0 && below >= 0 && below < to.height) raise(out, below * to.width, to.width, window, reach - half, second);
    }
  }
  return out;
}

/** The largest whole w with w² + dy² ≤ radius², for dy = 0 … radius. */
function discHalfWidths(radiusPx: number): number[] {
  const most = radiusPx * radiusPx;
  return Array.from({ length: discReachPx(radiusPx) + 1 }, (_, dy) => {
    let half = Math.floor(Math.sqrt(most - dy * dy));
    while (half * half + dy * dy > most) half -= 1;
    while ((half + 1) ** 2 + dy * dy <= most) half += 1;
    return half;
  });
}

/** windows[k][i] = max of the row over i … i + 2^k − 1; false where the row has nothing above `least`. */
function fillWindows(
  windows: readonly Float32Array[],
  values: Float32Array,
  begin: number,
  width: number,
  left: number,
  least: number,
): boolean {
  const row = windows[0] as Float32Array;
  let above = false;
  for (let i = 0; i < row.length; i++) {
    const x = left + i;
    const value = x < 0 || x >= width ? least : (values[begin + x] as number);
    if (value > least) above = true;
    row[i] = value;
  }
  if (!above) return false;
  for (let k = 1; k < windows.length; k++) {
    const half = 2 ** (k - 1);
    const previous = windows[k - 1] as Float32Array;
    const window = windows[k] as Float32Array;
    const end = row.length - half;
    for (let i = 0; i < end; i++) {
      const a = previous[i] as number;
      const b = previous[i + half] as number;
      window[i] = a > b ? a : b;
    }
    for (let i = Math.max(0, end); i < row.length; i++) window[i] = previous[i] as number;
  }
  return true;
}

function raise(out: Float32Array, begin: number, width: number, window: Float32Array, first: number, second: number): void {
  for (let x = 0; x < width; x++) {
    const a = window[first + x] as number;
    const b = window[second + x] as number;
    const most = a > b ? a : b;
    if (most > (out[begin + x] as number)) out[begin + x] = most;
  }
}
