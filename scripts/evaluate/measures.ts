import type { Size } from '../../workers/protocol/geometry';

/** Mean luminance (Rec. 709 weights on the coded values) of RGB bytes, 0…1. */
export function meanLuminance(rgb: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < rgb.length; i += 3) sum += 0.2126 * (rgb[i] ?? 0) + 0.7152 * (rgb[i + 1] ?? 0) + 0.0722 * (rgb[i + 2] ?? 0);
  return sum / (rgb.length / 3) / 255;
}

/** Mean red, green and blue, 0…1, of RGB bytes, each pixel weighed by a mask of bytes. */
export function meanColour(rgb: Uint8Array, mask: Uint8Array): readonly [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  let weight = 0;
  mask.forEach((part, i) => {
    weight += part;
    for (const c of [0, 1, 2] as const) sums[c] += part * (rgb[i * 3 + c] ?? 0);
  });
  return [sums[0] / weight / 255, sums[1] / weight / 255, sums[2] / weight / 255];
}

/** How much each column of pixels changed: the Euclidean norm of its differences, divided by its height, in units of 0…1. */
export function columnChange(edited: Uint8Array, source: Uint8Array, { width, height }: Size): number[] {
  const squares = new Float64Array(width);
  for (let i = 0; i < edited.length; i++) {
    const column = Math.floor(i / 3) % width;
    squares[column] = (squares[column] ?? 0) + (((edited[i] ?? 0) - (source[i] ?? 0)) / 255) ** 2;
  }
  return Array.from(squares, (square) => Math.sqrt(square) / height);
}

/** Pearson's correlation of a curve with 0, 1, 2, … */
export function trendCorrelation(curve: readonly number[]): number {
  const middle = (curve.length - 1) / 2;
  const mean = average(curve);
  let along = 0;
  let squares = 0;
  let indexSquares = 0;
  curve.forEach((value, index) => {
    along += (index - middle) * (value - mean);
    squares += (value - mean) ** 2;
    indexSquares += (index - middle) ** 2;
  });
  return along / Math.sqrt(squares * indexSquares);
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Entry by entry, the mean of several curves of one length. */
export function averageCurve(curves: readonly (readonly number[])[]): number[] {
  return (curves[0] ?? []).map((_, i) => average(curves.map((curve) => curve[i] ?? 0)));
}

/** Root mean square difference of two RGB pictures over the pixels that `where` names, in units of 0…1; NaN where it names none. */
export function rootMeanSquare(rgb: Uint8Array, other: Uint8Array, where: (pixel: number) => boolean): number {
  let squares = 0;
  let count = 0;
  for (let pixel = 0; pixel < rgb.length / 3; pixel++) {
    if (!where(pixel)) continue;
    for (let i = pixel * 3; i < pixel * 3 + 3; i++) squares += (((rgb[i] ?? 0) - (other[i] ?? 0)) / 255) ** 2;
    count += 3;
  }
  return Math.sqrt(squares / count);
}

/**
 * Intersection over union of a region (bytes, in it from 128 on) and of the cells of a soft map above a threshold, at the
 * threshold at which they agree best.
 * @param soft bytes over cells of the picture, 255 = most.
 */
export function bestOverlap(
  soft: Size & { readonly data: Uint8Array },
  region: Uint8Array,
  { width, height }: Size,
): { readonly overlap: number; readonly threshold: number } {
  // Pixels by the value of the cell above them, within the region and without: every threshold is then a sum.
  const within = new Float64Array(256);
  const without = new Float64Array(256);
  region.forEach((value, i) => {
    const cell = Math.floor((Math.floor(i / width) * soft.height) / height) * soft.width + Math.floor(((i % width) * soft.width) / width);
    const counts = value >= 128 ? within : without;
    const at = soft.data[cell] ?? 0;
    counts[at] = (counts[at] ?? 0) + 1;
  });
  const total = within.reduce((sum, count) => sum + count, 0);
  let best = { overlap: 0, threshold: 1 };
  let [hit, beside] = [0, 0];
  for (let level = 255; level > 0; level--) {
    hit += within[level] ?? 0;
    beside += without[level] ?? 0;
    const overlap = hit / (total + beside);
    if (overlap > best.overlap) best = { overlap, threshold: level / 255 };
  }
  return best;
}
