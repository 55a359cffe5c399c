import type { Rect } from '../../protocol/geometry';
import { coarseFromSigmaPx, coarseLineBlur, coarseReachPx } from './coarseGaussian';

/** How far a blur of that σ looks, in whole pixels: 3σ, for large σ somewhat more. */
export const gaussianReachPx = (sigmaPx: number): number =>
  sigmaPx < coarseFromSigmaPx ? Math.floor(3 * sigmaPx) : coarseReachPx(sigmaPx);

/** Half of the kernel, k[d] = exp(−d²/2σ²)/Z for whole d in 0…3σ, with k[0] + 2·Σ k[d] = 1. */
export function gaussianKernel(sigmaPx: number): Float64Array {
  const kernel = new Float64Array(Math.floor(3 * sigmaPx) + 1);
  if (kernel.length === 1) return Float64Array.of(1);
  let sum = 0;
  for (let d = 0; d < kernel.length; d++) {
    kernel[d] = Math.exp(-(d * d) / (2 * sigmaPx * sigmaPx));
    sum += (d === 0 ? 1 : 2) * (kernel[d] as number);
  }
  return kernel.map((weight) => weight / sum);
}

/**
 * G_σ * v over the rectangle `to`, from the row-major values of `from`, which reaches `gaussianReachPx` further or ends at
 * the border of the map, where the outermost values are repeated. Separable; sums are kept in float64, so that a uniform
 * window gives its value exactly and every part of a map comes out the same, however the map is cut. Below σ = 16 the sum
 * over the kernel itself; above, where that becomes slow, along each line within a quarter of a level of it (see `coarseLineBlur`).
 */
export function gaussianBlur(values: Float32Array, from: Rect, to: Rect, sigmaPx: number): Float32Array {
  // Lines along x first, written as columns, so that the second pass reads contiguous lines too.
  const turned = new Float32Array(to.width * from.height);
  const alongX = lineBlur(sigmaPx, from.width, to.x - from.x, to.width, from.x);
  for (let y = 0; y < from.height; y++) alongX(values, y * from.width, turned, y, from.height);
  const out = new Float32Array(to.width * to.height);
  const alongY = lineBlur(sigmaPx, from.height, to.y - from.y, to.height, from.y);
  for (let x = 0; x < to.width; x++) alongY(turned, x * from.height, out, x, to.width);
  return out;
}

/** Blurs `count` values of a line of `length` values, from the one at `first` on. */
function lineBlur(sigmaPx: number, length: number, first: number, count: number, origin: number) {
  if (sigmaPx >= coarseFromSigmaPx) return coarseLineBlur(sigmaPx, length, first, count, origin);
  const kernel = gaussianKernel(sigmaPx);
  const reach = kernel.length - 1;
  const padded = new Float64Array(count + 2 * reach);
  const centre = kernel[0] as number;
  return (input: Float32Array, begin: number, out: Float32Array, at: number, stride: number): void => {
    for (let i = 0; i < padded.length; i++) {
      const from = first - reach + i;
      padded[i] = input[begin + (from < 0 ? 0 : from >= length ? length - 1 : from)] as number;
    }
    // The last place, as far as the window goes, where the line changes: most of a map is flat, and flat windows are free.
    let changed = 0;
    for (let i = 1; i < 2 * reach; i++) if (padded[i] !== padded[i - 1]) changed = i;
    for (let i = 0; i < count; i++) {
      const end = i + 2 * reach;
      if (end > 0 && padded[end] !== padded[end - 1]) changed = end;
      const middle = i + reach;
      let sum = padded[middle] as number;
      if (changed > i) {
        sum *= centre;
        for (let d = 1; d <= reach; d++) sum += (kernel[d] as number) * ((padded[middle - d] as number) + (padded[middle + d] as number));
      }
      out[at + i * stride] = sum;
    }
  };
}
