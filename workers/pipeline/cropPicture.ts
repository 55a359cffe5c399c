import { intersectRects } from '../maps/rects';
import type { Rect, Size } from '../protocol/geometry';

/**
 * Cuts `rect` out of pixels of `channels` bytes each. Parts of the rectangle beyond the picture repeat its nearest
 * edge pixel, so that a picture smaller than the model still fills it.
 */
export function cropPicture(data: Uint8Array, size: Size, channels: number, rect: Rect): Uint8Array {
  const out = new Uint8Array(rect.width * rect.height * channels);
  const inside = { from: Math.max(rect.x, 0), to: Math.min(rect.x + rect.width, size.width) };
  for (let row = 0; row < rect.height; row++) {
    const y = Math.min(Math.max(rect.y + row, 0), size.height - 1);
    const target = row * rect.width;
    for (let column = 0; column < rect.width; column++) {
      const x = rect.x + column;
      if (x === inside.from && inside.to > inside.from) {
        const run = inside.to - inside.from;
        out.set(data.subarray((y * size.width + x) * channels, (y * size.width + x + run) * channels), (target + column) * channels);
        column += run - 1;
        continue;
      }
      const source = (y * size.width + Math.min(Math.max(x, 0), size.width - 1)) * channels;
      for (let channel = 0; channel < channels; channel++) out[(target + column) * channels + channel] = data[source + channel] as number;
    }
  }
  return out;
}

/** The part of `rect` that lies on a picture of `size`; null where they do not meet. */
export const clipRect = (rect: Rect, { width, height }: Size): Rect | null => intersectRects(rect, { x: 0, y: 0, width, height });
