import type { ExecutionProvider } from './engine';
import type { Rect, Size } from './geometry';

/** What two texts differ by over the part of the picture that the model saw, as far as noises have come (DiffEdit, step 1). */
export interface Contrast extends Size {
  /** Mean absolute difference of the predictions at each latent cell, row-major, as many as width · height; never below 0. */
  readonly differences: Float32Array;
  /** The generation area, in picture pixels. */
  readonly area: Rect;
  /** How many noises it is the mean of. */
  readonly noises: number;
  /** How much the last noise moved it, as a share of itself; null after the first. */
  readonly movement: number | null;
}

/** A contrast with what it took. */
export interface ContrastFinding extends Contrast {
  /** True where it ended because more noises would hardly have changed it. */
  readonly steady: boolean;
  /** Calls of the denoiser: two a noise, less those under the reference that were known. */
  readonly evaluations: { readonly done: number; readonly reused: number };
  readonly provider: ExecutionProvider;
  readonly seconds: number;
}
