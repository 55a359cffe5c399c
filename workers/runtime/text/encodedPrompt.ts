import type { Tensor } from '../../protocol/tensor';

/** A prompt as the UNet takes it. Methods only pass it on; two runs never share one, so its identity names it. */
export interface EncodedPrompt {
  /** (1, tokens, width): the text encoders' embeddings side by side. */
  readonly hidden: Tensor;
  /** (1, width): the whole text at a glance, where the UNet wants `text_embeds` (SDXL). */
  readonly pooled: Tensor | null;
  /** What SDXL is told of the picture's size, where the UNet wants `time_ids`. */
  readonly timeIds: Float32Array | null;
}
