import type { Rect } from '../../protocol/geometry';
import { gaussianBlur } from '../modifiers/gaussian';

export interface BlurDab {
  /** The part of the map under the dab. */
  readonly rect: Rect;
  /** Of the dab at each pixel of `rect`, 0…255. */
  readonly coverage: Uint8Array;
  /** σ of the Gaussian, in pixels. */
  readonly sigmaPx: number;
  /** How far each dab goes towards the blurred values, 0…1. */
  readonly strength: number;
}

/**
 * One dab of the blur brush: v + (G_σ * v − v)·strength·coverage/255, rounded to bytes.
 * @param values of `from`, row-major, which reaches 3σ beyond the dab or ends at the map's border (see `expandRect`).
 * @returns the values of the dab's rectangle.
 */
export function blurDab(values: Uint8Array, from: Rect, { rect, coverage, sigmaPx, strength }: BlurDab): Uint8Array {
  const blurred = gaussianBlur(Float32Array.from(values), from, rect, sigmaPx);
  const out = new Uint8Array(blurred.length);
  for (let y = 0, i = 0; y < rect.height; y++) {
    let at = (rect.y - from.y + y) * from.width + rect.x - from.x;
    for (let x = 0; x < rect.width; x++, i++, at++) {
      const before = values[at] as number;
      out[i] = Math.round(before + ((blurred[i] as number) - before) * strength * ((coverage[i] as number) / 255));
    }
  }
  return out;
}
