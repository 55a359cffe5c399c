/** From this σ on, in pixels, lines are blurred on a coarser grid. */
export const coarseFromSigmaPx = 16;
/** The small Gaussians before and after reach so many of their σ; beyond lies less than 1e-4 of them. */
const smallReach = 4;

/** Pixels from one point of the coarse grid to the next: a power of two, between a sixteenth and an eighth of σ. */
const spacingPx = (sigmaPx: number): number => 2 ** Math.floor(Math.log2(sigmaPx / 8));

/** How far a coarse blur looks, in pixels: 3σ and the two small Gaussians. */
export function coarseReachPx(sigmaPx: number): number {
  const spacing = spacingPx(sigmaPx);
  return (Math.floor((3 * sigmaPx) / spacing) + 2 * smallReach) * spacing;
}

/**
 * Blurs `count` values of a line, from the one at `first` on, by a Gaussian of large σ: a small one (σ₁ = the grid's
 * spacing f), a wide one on every f-th value (σ₂² = σ² − 2f², cut at 3σ), a small one to interpolate; Gaussians after one
 * another are the Gaussian of their summed variances. Along a line it differs from the direct sum by less than a quarter
 * of a level (0…255), and the work for each value does not grow with σ. The grid lies fixed on the map (`origin` is the
 * position of the line's first value there) and sums keep their order, so that parts come out as the whole, bit for bit.
 */
export function coarseLineBlur(sigmaPx: number, length: number, first: number, count: number, origin: number) {
  const spacing = spacingPx(sigmaPx);
  const reach = coarseReachPx(sigmaPx);
  const wideReach = Math.floor((3 * sigmaPx) / spacing);
  const small = symmetric(spacing, smallReach * spacing);
  const wide = symmetric(Math.sqrt(sigmaPx * sigmaPx - 2 * spacing * spacing) / spacing, wideReach);
  const phases = interpolation(spacing);
  const start = origin + first;
  // Grid points that interpolation needs, and those that the wide Gaussian needs for them.
  const firstPoint = Math.floor(start / spacing) - smallReach;
  const points = Math.floor((start + count - 1) / spacing) + smallReach + 1 - firstPoint + 1;
  const padded = new Float64Array(count + 2 * reach + 2 * spacing);
  const paddedStart = start - reach - spacing;
  const sampled = new Float64Array(points + 2 * wideReach);
  const blurred = new Float64Array(points);
  return (input: Float32Array, begin: number, out: Float32Array, at: number, stride: number): void => {
    let flat = true;
    for (let i = 0; i < padded.length; i++) {
      const from = paddedStart + i - origin;
      padded[i] = input[begin + (from < 0 ? 0 : from >= length ? length - 1 : from)] as number;
      if (padded[i] !== padded[0]) flat = false;
    }
    if (flat) {
      for (let i = 0; i < count; i++) out[at + i * stride] = padded[0] as number;
      return;
    }
    for (let k = 0; k < sampled.length; k++) sampled[k] = foldedSum(padded, (firstPoint - wideReach + k) * spacing - paddedStart, small);
    for (let k = 0; k < points; k++) blurred[k] = foldedSum(sampled, k + wideReach, wide);
    for (let i = 0; i < count; i++) {
      const point = Math.floor((start + i) / spacing);
      const weights = phases[start + i - point * spacing] as Float64Array;
      const from = point - smallReach - firstPoint;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (blurred[from + k] as number);
      out[at + i * stride] = sum;
    }
  };
}

function foldedSum(values: Float64Array, middle: number, kernel: Float64Array): number {
  let sum = (kernel[0] as number) * (values[middle] ?? 0);
  for (let d = 1; d < kernel.length; d++) sum += (kernel[d] as number) * ((values[middle - d] ?? 0) + (values[middle + d] ?? 0));
  return sum;
}

function symmetric(sigma: number, reach: number): Float64Array {
  const kernel = Float64Array.from({ length: reach + 1 }, (_, d) => Math.exp(-(d * d) / (2 * sigma * sigma)));
  const sum = kernel.reduce((total, weight) => total + 2 * weight, -1);
  return kernel.map((weight) => weight / sum);
}

/** For each position between two grid points the weights of the points from `smallReach` before to as many after the next. */
function interpolation(spacing: number): Float64Array[] {
  return Array.from({ length: spacing }, (_, phase) => {
    const weights = Float64Array.from({ length: 2 * smallReach + 2 }, (_, k) => Math.exp(-((phase / spacing + smallReach - k) ** 2) / 2));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
}
