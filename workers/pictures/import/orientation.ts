import type { Size } from '../../protocol/geometry';

/**
 * Where the pixel (x, y) of the upright picture lies in the stored one of `size`, for an EXIF orientation 1…8.
 * Orientations from 5 on exchange width and height.
 */
function storedPlace(orientation: number, { width, height }: Size, x: number, y: number): number {
  const right = width - 1;
  const bottom = height - 1;
  switch (orientation) {
    case 2:
      return y * width + right - x;
    case 3:
      return (bottom - y) * width + right - x;
    case 4:
      return (bottom - y) * width + x;
    case 5:
      return x * width + y;
    case 6:
      return (bottom - x) * width + y;
    case 7:
      return (bottom - x) * width + right - y;
    case 8:
      return x * width + right - y;
    default:
      return y * width + x;
  }
}

/** The size of a picture of this stored size once it is upright. */
export function uprightSize({ width, height }: Size, orientation: number): Size {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/**
 * Turns and flips stored pixels upright. `rgba`: 4 bytes a pixel. Returns the same array where nothing is to be done.
 * @param orientation EXIF's, 1…8: what was done to the picture when it was stored
 */
export function turnUpright(rgba: Uint8Array, stored: Size, orientation: number): Uint8Array {
  if (orientation <= 1 || orientation > 8) return rgba;
  const { width, height } = uprightSize(stored, orientation);
  const upright = new Uint8Array(rgba.length);
  for (let y = 0, out = 0; y < height; y++) {
    const first = storedPlace(orientation, stored, 0, y) * 4;
    const step = width > 1 ? storedPlace(orientation, stored, 1, y) * 4 - first : 0;
    for (let x = 0, from = first; x < width; x++, from += step, out += 4) {
      upright[out] = rgba[from] as number;
      upright[out + 1] = rgba[from + 1] as number;
      upright[out + 2] = rgba[from + 2] as number;
      upright[out + 3] = rgba[from + 3] as number;
    }
  }
  return upright;
}
