import type { Rect } from '../../protocol/geometry';
import { roundedByte } from '../modifiers/roundedByte';
import { forEachPixel, type Picture } from './pictureRegion';

/** 0.2126 R + 0.7152 G + 0.0722 B of the encoded bytes (the luma of Rec. 709), 0…255 with fractions: as bright as it looks. */
export function lumaOf(rgba: Uint8Array, at: number): number {
  return 0.2126 * (rgba[at] as number) + 0.7152 * (rgba[at + 1] as number) + 0.0722 * (rgba[at + 2] as number);
}

/** The luma of a rectangle of the picture. Colour under transparent pixels counts by its alpha. */
export function luminance(picture: Picture, rect: Rect, invert: boolean): Uint8Array {
  return forEachPixel(picture, rect, (rgba, at) => byAlpha(lumaOf(rgba, at), invert, rgba[at + 3] as number));
}

/** The saturation of HSV, 255·(max − min)/max of the three bytes, 0 for black. Colour under transparent pixels counts by its alpha. */
export function saturation(picture: Picture, rect: Rect, invert: boolean): Uint8Array {
  return forEachPixel(picture, rect, (rgba, at) => {
    const r = rgba[at] as number;
    const g = rgba[at + 1] as number;
    const b = rgba[at + 2] as number;
    const most = Math.max(r, g, b);
    return byAlpha(most === 0 ? 0 : (255 * (most - Math.min(r, g, b))) / most, invert, rgba[at + 3] as number);
  });
}

/** Inverts where asked, then weighs by alpha, so that what cannot be seen is not chosen either way. */
export function byAlpha(value: number, invert: boolean, alpha: number): number {
  return roundedByte(((invert ? 255 - value : value) * alpha) / 255);
}
