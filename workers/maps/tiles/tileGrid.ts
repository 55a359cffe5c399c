import type { Rect, Size } from '../../protocol/geometry';
import { intersectRects } from '../rects';

/** Side of a tile, in pixels. */
export const tileSidePx = 256;
export const tileSizeBytes = tileSidePx * tileSidePx;

/** Tiles in a row of a map of that size. */
export const tileColumns = (size: Size): number => Math.ceil(size.width / tileSidePx);
export const tileRows = (size: Size): number => Math.ceil(size.height / tileSidePx);

/** The part of tile (tx, ty) that lies on a map of that size, in map pixels. */
export function tileRect(size: Size, tx: number, ty: number): Rect {
  const x = tx * tileSidePx;
  const y = ty * tileSidePx;
  return { x, y, width: Math.min(tileSidePx, size.width - x), height: Math.min(tileSidePx, size.height - y) };
}

/** Calls `visit` for every tile that the rectangle touches on a map of that size, with their common part in map pixels. */
export function forEachTile(size: Size, rect: Rect, visit: (tx: number, ty: number, part: Rect) => void): void {
  const inside = intersectRects(rect, { x: 0, y: 0, width: size.width, height: size.height });
  if (!inside) return;
  const lastColumn = Math.floor((inside.x + inside.width - 1) / tileSidePx);
  const lastRow = Math.floor((inside.y + inside.height - 1) / tileSidePx);
  for (let ty = Math.floor(inside.y / tileSidePx); ty <= lastRow; ty += 1) {
    for (let tx = Math.floor(inside.x / tileSidePx); tx <= lastColumn; tx += 1) {
      const part = intersectRects(inside, tileRect(size, tx, ty));
      if (part) visit(tx, ty, part);
    }
  }
}
