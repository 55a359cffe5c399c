import { resample } from '../maps/resample';
import type { Size } from '../protocol/geometry';

/** How a network wants colours: value / 255, less the mean, over the deviation, by channel. */
export interface Normalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** What nearly every vision network was trained with. */
export const imageNet: Normalisation = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] };

/**
 * A picture as a network takes it: three planes at `content`'s size, normalised, in the upper left corner of `frame`; the rest is 0.
 * Where a pixel is transparent it takes on the mean colour, which is 0.
 * @returns 3 × frame.height × frame.width numbers.
 */
export function pictureTensor(rgba: Uint8Array, from: Size, content: Size, frame: Size, { mean, deviation }: Normalisation): Float32Array {
  const pixels = from.width * from.height;
  const planes = new Float32Array(3 * pixels);
  for (let c = 0; c < 3; c += 1) {
    const middle = mean[c] ?? 0;
    const scale = 1 / (deviation[c] ?? 1);
    for (let i = 0; i < pixels; i += 1) {
      planes[c * pixels + i] = (((rgba[4 * i + c] as number) / 255 - middle) * scale * (rgba[4 * i + 3] as number)) / 255;
    }
  }
  const sized = resample(planes, 3, from, content);
  if (content.width === frame.width && content.height === frame.height) return sized;
  const out = new Float32Array(3 * frame.width * frame.height);
  for (let c = 0; c < 3; c += 1) {
    for (let y = 0; y < content.height; y += 1) {
      const start = (c * content.height + y) * content.width;
      out.set(sized.subarray(start, start + content.width), (c * frame.height + y) * frame.width);
    }
  }
  return out;
}
