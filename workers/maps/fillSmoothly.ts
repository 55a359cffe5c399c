import { resampleBilinear } from './toLatents';
import type { Size } from '../protocol/geometry';

/**
 * Continues values into cells where nothing is known, by pull and push: unknown cells take what coarser and coarser means of
 * the known ones say, so that a field has no step where knowledge ends.
 * @param values one a cell, row-major. @param weights how well each is known, 0…1.
 * @returns a value for every cell; 0 where nothing is known at all.
 */
export function fillSmoothly(values: Float32Array, weights: Float32Array, size: Size): Float32Array {
  if (weights.every((weight) => weight >= 1) || (size.width === 1 && size.height === 1)) {
    return values.map((value, i) => ((weights[i] as number) > 0 ? value : 0));
  }
  const half = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
  const sums = new Float32Array(half.width * half.height);
  const known = new Float32Array(half.width * half.height);
  values.forEach((value, i) => {
    const to = Math.floor(Math.floor(i / size.width) / 2) * half.width + Math.floor((i % size.width) / 2);
    sums[to] = (sums[to] as number) + value * (weights[i] as number);
    known[to] = (known[to] as number) + (weights[i] as number);
  });
  const means = sums.map((sum, i) => ((known[i] as number) > 0 ? sum / (known[i] as number) : 0));
  const coarse = fillSmoothly(
    means,
    known.map((weight) => Math.min(1, weight)),
    half,
  );
  const pushed = resampleBilinear(coarse, half, size);
  return values.map((value, i) => {
    const weight = weights[i] as number;
    return weight * value + (1 - weight) * (pushed[i] as number);
  });
}
