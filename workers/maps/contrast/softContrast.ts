/** Mean differences clamped to `clampRatio` times their own mean and divided by that bound: 0…1, all 0 where nothing differs. */
export function softContrast(differences: Float64Array | Float32Array, clampRatio: number): Float32Array {
  const mean = meanOf(differences);
  const bound = clampRatio * mean;
  if (!(bound > 0)) return new Float32Array(differences.length);
  return Float32Array.from(differences, (value) => Math.min(value, bound) / bound);
}

/** 1 where the contrast is strictly above the threshold, compared as float32. */
export function binaryMask(contrast: Float32Array, threshold: number): Float32Array {
  const bound = Math.fround(threshold);
  return contrast.map((value) => (value > bound ? 1 : 0));
}

/** The mean, summed in double precision. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
