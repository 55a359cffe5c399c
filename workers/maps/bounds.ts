import type { Rect, Size } from '../protocol/geometry';

/** The smallest rectangle around every pixel of a grey map that is not 0; null where all are. */
export function boundsOfChange(map: Uint8Array, { width, height }: Size): Rect | null {
  let top = 0;
  while (top < height && isEmpty(map, top * width, (top + 1) * width)) top += 1;
  if (top === height) return null;
  let bottom = height - 1;
  while (isEmpty(map, bottom * width, (bottom + 1) * width)) bottom -= 1;
  let left = width;
  let right = -1;
  for (let row = top; row <= bottom; row++) {
    const begin = row * width;
    // Only pixels that would widen the box are looked at.
    for (let column = 0; column < left; column++) if (map[begin + column]) left = column;
    for (let column = width - 1; column > right; column--) if (map[begin + column]) right = column;
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function isEmpty(map: Uint8Array, begin: number, end: number): boolean {
  for (let i = begin; i < end; i++) if (map[i]) return false;
  return true;
}
