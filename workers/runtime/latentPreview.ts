import type { Tensor } from '../protocol/tensor';

/** Sums of products of one or more pairs of latents and pictures, from which the best linear map follows. */
export interface PreviewFit {
  readonly channels: number;
  /** (channels + 1)²: latent by latent, the last being the constant 1. */
  readonly moments: Float64Array;
  /** (channels + 1) × 3: latent by colour. */
  readonly products: Float64Array;
}

/**
 * Gathers what a linear map from latents to colours can be fitted on: latents (1, C, h, w) and the same picture
 * (1, 3, h, w) in −1…1 reduced to the latents' size. Sums of several pairs add up.
 */
export function gatherPreviewFit(latents: Tensor, picture: Tensor, before: PreviewFit | null = null): PreviewFit {
  const [, channels = 0, height = 0, width = 0] = latents.shape;
  const cells = height * width;
  const size = channels + 1;
  const moments = before ? before.moments.slice() : new Float64Array(size * size);
  const products = before ? before.products.slice() : new Float64Array(size * 3);
  const row = new Float64Array(size).fill(1);
  for (let cell = 0; cell < cells; cell++) {
    for (let channel = 0; channel < channels; channel++) row[channel] = latents.data[channel * cells + cell] as number;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) moments[i * size + j] = (moments[i * size + j] as number) + (row[i] as number) * (row[j] as number);
      for (let c = 0; c < 3; c++)
        products[i * 3 + c] = (products[i * 3 + c] as number) + (row[i] as number) * (picture.data[c * cells + cell] as number);
    }
  }
  return { channels, moments, products };
}

/** Least squares with a little ridge (a flat picture fixes few directions): (channels + 1) × 3 coefficients. */
export function solvePreviewFit({ channels, moments, products }: PreviewFit): Float64Array {
  const size = channels + 1;
  const matrix = moments.slice();
  const answer = products.slice();
  const ridge = 1e-4 * Math.max(matrix[size * size - 1] as number, 1);
  for (let i = 0; i < size; i++) matrix[i * size + i] = (matrix[i * size + i] as number) + ridge;
  // The matrix is symmetric and positive definite: elimination without pivoting is stable.
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const factor = (matrix[row * size + pivot] as number) / (matrix[pivot * size + pivot] as number);
      for (let k = pivot; k < size; k++)
        matrix[row * size + k] = (matrix[row * size + k] as number) - factor * (matrix[pivot * size + k] as number);
      for (let c = 0; c < 3; c++) answer[row * 3 + c] = (answer[row * 3 + c] as number) - factor * (answer[pivot * 3 + c] as number);
    }
  }
  return answer.map((value, index) => value / (matrix[Math.floor(index / 3) * size + Math.floor(index / 3)] as number));
}

/** Latents (1, C, h, w) → a small opaque RGBA picture of h × w pixels, by the fitted coefficients. */
export function latentsToRgba(latents: Tensor, coefficients: Float64Array): Uint8Array {
  const [, channels = 0, height = 0, width = 0] = latents.shape;
  const cells = height * width;
  // Clamped bytes round and cut by themselves.
  const rgba = new Uint8ClampedArray(cells * 4).fill(255);
  const plane = new Float64Array(cells);
  for (let c = 0; c < 3; c++) {
    plane.fill(((coefficients[channels * 3 + c] as number) + 1) * 127.5);
    for (let channel = 0; channel < channels; channel++) {
      const weight = (coefficients[channel * 3 + c] as number) * 127.5;
      const from = channel * cells;
      for (let cell = 0; cell < cells; cell++) plane[cell] = (plane[cell] as number) + weight * (latents.data[from + cell] as number);
    }
    for (let cell = 0; cell < cells; cell++) rgba[cell * 4 + c] = plane[cell] as number;
  }
  return new Uint8Array(rgba.buffer);
}
