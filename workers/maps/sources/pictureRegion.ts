import type { Rect, Size } from '../../protocol/geometry';

/** A picture, RGBA with straight alpha, row-major. */
export interface Picture extends Size {
  readonly rgba: Uint8Array;
}

/** Writes one byte for each pixel of a rectangle of the picture, given the index of its red byte. */
export function forEachPixel(picture: Picture, rect: Rect, value: (rgba: Uint8Array, at: number) => number): Uint8Array {
  const out = new Uint8Array(rect.width * rect.height);
  for (let y = 0, i = 0; y < rect.height; y++) {
    let at = 4 * ((rect.y + y) * picture.width + rect.x);
    for (let x = 0; x < rect.width; x++, i++, at += 4) out[i] = value(picture.rgba, at);
  }
  return out;
}
