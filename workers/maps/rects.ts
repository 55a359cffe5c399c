import type { Rect, Size } from '../protocol/geometry';

/** The common part of two rectangles, or null where they do not meet. */
export function intersectRects(a: Rect, b: Rect): Rect | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The smallest rectangle around both. */
export function uniteRects(a: Rect | null, b: Rect): Rect {
  if (!a) return b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

/** A rectangle made larger by `byPx` on every side, as far as the map goes. */
export function expandRect(rect: Rect, byPx: number, size: Size): Rect {
  const x = Math.max(0, rect.x - byPx);
  const y = Math.max(0, rect.y - byPx);
  return {
    x,
    y,
    width: Math.min(size.width, rect.x + rect.width + byPx) - x,
    height: Math.min(size.height, rect.y + rect.height + byPx) - y,
  };
}

/**
 * The values of `to`, which lies within `from`, out of the row-major values of `from`, `channels` for each pixel; where it is the whole,
 * the very array.
 */
export function cropValues<Values extends Uint8Array | Float32Array>(values: Values, from: Rect, to: Rect, channels = 1): Values {
  if (from.width === to.width && from.height === to.height) return values;
  const out = values.slice(0, to.width * to.height * channels) as Values;
  for (let row = 0; row < to.height; row++) {
    const begin = ((to.y - from.y + row) * from.width + to.x - from.x) * channels;
    out.set(values.subarray(begin, begin + to.width * channels), row * to.width * channels);
  }
  return out;
}
