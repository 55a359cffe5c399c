import type { Rect } from '../../protocol/geometry';
import { lumaOf } from './colourValues';
import type { Picture } from './pictureRegion';

export type GradientOperator = 'sobel' | 'scharr';

/** Weights across the direction of the derivative, for the middle row and its two neighbours; they sum to 1. */
const weights: Readonly<Record<GradientOperator, { readonly middle: number; readonly side: number }>> = {
  sobel: { middle: 2 / 4, side: 1 / 4 },
  scharr: { middle: 10 / 16, side: 3 / 16 },
};

/** A grey picture part with the derivatives of its brightness. */
export interface Gradients {
  readonly along: Float32Array;
  readonly down: Float32Array;
}

/** Luma of a rectangle that may reach beyond the picture, whose border is repeated, 0…255 with fractions. */
export function lumaRegion(picture: Picture, rect: Rect): Float32Array {
  const out = new Float32Array(rect.width * rect.height);
  for (let y = 0, i = 0; y < rect.height; y++) {
    const row = Math.min(picture.height - 1, Math.max(0, rect.y + y)) * picture.width;
    for (let x = 0; x < rect.width; x++, i++)
      out[i] = lumaOf(picture.rgba, 4 * (row + Math.min(picture.width - 1, Math.max(0, rect.x + x))));
  }
  return out;
}

/**
 * Central differences f(p + 1) − f(p − 1), smoothed across by 1 2 1 (Sobel) or 3 10 3 (Scharr), both scaled so that a step
 * from 0 to 255 gives 255.
 * @param grey (width + 2)·(height + 2) values: the rectangle with one pixel more on every side.
 */
export function gradients(grey: Float32Array, width: number, height: number, operator: GradientOperator): Gradients {
  const { middle, side } = weights[operator];
  const stride = width + 2;
  const along = new Float32Array(width * height);
  const down = new Float32Array(width * height);
  const at = (index: number): number => grey[index] as number;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const above = y * stride + x;
      const here = above + stride;
      const below = here + stride;
      along[i] = side * (at(above + 2) - at(above)) + middle * (at(here + 2) - at(here)) + side * (at(below + 2) - at(below));
      down[i] = side * (at(below) - at(above)) + middle * (at(below + 1) - at(above + 1)) + side * (at(below + 2) - at(above + 2));
    }
  }
  return { along, down };
}
