import type { Tensor } from '../../protocol/tensor';

/**
 * Latents in which the masked elements come from another tensor.
 * @param mask one byte for each position of the last two dimensions, broadcast over batch and channels; 1 = replaced.
 */
export function replaceWhere(latents: Tensor, replacement: Tensor, mask: Uint8Array): Tensor {
  const data = latents.data.slice();
  for (let begin = 0; begin < data.length; begin += mask.length) {
    for (let i = 0; i < mask.length; i++) {
      if (mask[i]) data[begin + i] = replacement.data[begin + i] as number;
    }
  }
  return { data, shape: latents.shape };
}

/** The mask of the elements that a binary map leaves alone: 1 where the map is 0. */
export function outside(edit: Float32Array): Uint8Array {
  return Uint8Array.from(edit, (value) => (value > 0 ? 0 : 1));
}
