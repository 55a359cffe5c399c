import type { Rect, Size } from '../../protocol/geometry';
import type { MapTiles } from '../../protocol/mapWorker';
import { intersectRects } from '../rects';
import { forEachTile, tileColumns, tileSidePx, tileSizeBytes } from './tileGrid';

/** The values of a rectangle, row-major; 0 where it lies outside the map. */
export function readTiles(map: MapTiles, rect: Rect): Uint8Array {
  const values = new Uint8Array(rect.width * rect.height);
  const columns = tileColumns(map);
  forEachTile(map, rect, (tx, ty, part) => {
    const tile = map.tiles.get(ty * columns + tx);
    if (!tile) return;
    for (let y = part.y; y < part.y + part.height; y++) {
      const from = (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx;
      values.set(tile.subarray(from, from + part.width), (y - rect.y) * rect.width + part.x - rect.x);
    }
  });
  return values;
}

/**
 * Cuts the values of a rectangle, which begins and ends on borders of tiles or of the map, into tiles; those that are all 0 are
 * left out.
 */
export function writeTiles(tiles: Map<number, Uint8Array>, size: Size, rect: Rect, values: Uint8Array): void {
  const columns = tileColumns(size);
  forEachTile(size, rect, (tx, ty, part) => {
    let tile: Uint8Array | null = null;
    for (let y = part.y; y < part.y + part.height; y++) {
      const from = (y - rect.y) * rect.width + part.x - rect.x;
      const row = values.subarray(from, from + part.width);
      if (!tile && row.every((value) => value === 0)) continue;
      tile ??= new Uint8Array(tileSizeBytes);
      tile.set(row, (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx);
    }
    if (tile) tiles.set(ty * columns + tx, tile);
  });
}

/** A map of width · height values in tiles. */
export function tilesOf(values: Uint8Array, size: Size): MapTiles {
  const tiles = new Map<number, Uint8Array>();
  writeTiles(tiles, size, { x: 0, y: 0, width: size.width, height: size.height }, values);
  return { width: size.width, height: size.height, tiles };
}

/** A rectangle made larger until it begins and ends on borders of tiles or of the map; null where it lies beside the map. */
export function wholeTiles(rect: Rect, size: Size): Rect | null {
  const x = Math.floor(rect.x / tileSidePx) * tileSidePx;
  const y = Math.floor(rect.y / tileSidePx) * tileSidePx;
  const right = Math.ceil((rect.x + rect.width) / tileSidePx) * tileSidePx;
  const bottom = Math.ceil((rect.y + rect.height) / tileSidePx) * tileSidePx;
  return intersectRects({ x, y, width: right - x, height: bottom - y }, { x: 0, y: 0, width: size.width, height: size.height });
}
