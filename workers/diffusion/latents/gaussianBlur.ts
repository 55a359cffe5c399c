import type { Size } from '../../protocol/geometry';

/** Gaussian smoothing of a plane with support 3σ, edges repeated. @param sigma in cells; 0 returns the values as they are. */
export function gaussianBlur(values: Float32Array, size: Size, sigma: number): Float32Array {
  if (sigma <= 0) return values;
  const radius = Math.ceil(3 * sigma);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const along = (from: Float32Array, length: number, stride: number, startOf: (i: number) => number): Float32Array =>
    from.map((_, i) => {
      const start = startOf(i);
      const at = (i - start) / stride;
      let total = 0;
      for (let k = 0; k < kernel.length; k++) {
        const neighbour = Math.min(length - 1, Math.max(0, at + k - radius));
        total += (kernel[k] as number) * (from[start + neighbour * stride] as number);
      }
      return total / sum;
    });
  const rows = along(values, size.width, 1, (i) => i - (i % size.width));
  return along(rows, size.height, size.width, (i) => i % size.width);
}
