import type { Tensor } from '../../protocol/tensor';

/** What a UNet is shown beside the latents along the channels, the same at every step of a run. */
export interface Concatenated {
  /** (1, extra, height, width). */
  readonly channels: Tensor;
  /**
   * The second guidance of InstructPix2Pix, by the picture: with guidance the prediction is
   * e(∅, ∅) + s_I · (e(I, ∅) − e(∅, ∅)) + s_T · (e(I, T) − e(I, ∅)). Null where the channels guide nothing by themselves.
   */
  readonly imageGuidance: number | null;
}
