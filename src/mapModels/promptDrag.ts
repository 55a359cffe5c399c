import type { Rect, Size } from '../../workers/protocol/geometry';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Shorter drags are clicks, in the picture's pixels on screen. */
const clickPx = 4;

/**
 * What a press that ended means: a box where it went far enough, else a click, null. Places in picture pixels; `scale`: screen
 * pixels a picture pixel.
 */
export function boxOfDrag(from: Place, to: Place, scale: number, { width, height }: Size): Rect | null {
  if (Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) * scale < clickPx) return null;
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const left = clamp(Math.min(from.x, to.x), width);
  const top = clamp(Math.min(from.y, to.y), height);
  const box = { x: left, y: top, width: clamp(Math.max(from.x, to.x), width) - left, height: clamp(Math.max(from.y, to.y), height) - top };
  return box.width < 1 || box.height < 1 ? null : box;
}
