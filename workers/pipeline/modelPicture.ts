import type { Size } from '../protocol/geometry';
import type { Tensor } from '../protocol/tensor';
import { fillTransparent } from './fillTransparent';
import { resample } from '../maps/resample';

/** RGBA bytes → the autoencoder's input (1, 3, height, width) in −1…1, at the model's size. */
export function toModelPicture(rgba: Uint8Array, size: Size, modelSize: Size): Tensor {
  const opaque = fillTransparent(rgba, size);
  const pixels = size.width * size.height;
  const planes = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < pixels; i++) planes[channel * pixels + i] = (opaque[i * 4 + channel] as number) / 127.5 - 1;
  }
  const data = resample(planes, 3, size, modelSize);
  return { data, shape: [1, 3, modelSize.height, modelSize.width] };
}

/** The autoencoder's output (1, 3, height, width) in −1…1 → RGB bytes at `size`, three a pixel, rounded once. */
export function fromModelPicture(picture: Tensor, size: Size): Uint8Array {
  const [, , height = 0, width = 0] = picture.shape;
  const planes = resample(picture.data, 3, { width, height }, size);
  const pixels = size.width * size.height;
  const rgb = new Uint8Array(3 * pixels);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < pixels; i++) {
      const value = Math.round(((planes[channel * pixels + i] as number) + 1) * 127.5);
      rgb[i * 3 + channel] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return rgb;
}
