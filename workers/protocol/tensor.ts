/** Values in row-major order; latents are (batch, channel, height, width). */
export interface Tensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}
