import type { Rect } from '../../../workers/protocol/geometry';

/**
 * The values with nothing beyond `inner`, so that the contour closes along the picture's edge where change reaches it: a map that
 * changes everything has one too. The values themselves are left as they are.
 * @param values row-major over `rect`; both rectangles in device pixels
 */
export function closedAtEdges(values: Uint8Array, rect: Rect, inner: Rect): Uint8Array {
  const left = Math.ceil(inner.x) - rect.x;
  const top = Math.ceil(inner.y) - rect.y;
  const right = Math.floor(inner.x + inner.width) - rect.x;
  const bottom = Math.floor(inner.y + inner.height) - rect.y;
  if (left <= 0 && top <= 0 && right >= rect.width && bottom >= rect.height) return values;
  const closed = values.slice();
  for (let y = 0; y < rect.height; y += 1) {
    const row = closed.subarray(y * rect.width, (y + 1) * rect.width);
    if (y < top || y >= bottom) row.fill(0);
    else {
      row.fill(0, 0, Math.max(0, left));
      row.fill(0, Math.max(0, right));
    }
  }
  return closed;
}
