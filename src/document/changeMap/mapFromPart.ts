import type { Rect, Size } from '../../../workers/protocol/geometry';
import { ChangeMap } from './ChangeMap';
import { isBlank } from './tileFacts';
import { forEachTile, tileColumns, tileSidePx, tileSizeBytes } from '../../../workers/maps/tiles/tileGrid';

/** A map that has these values, row-major, within a rectangle and is 0 elsewhere; what lies outside the picture is left out. */
export function mapFromPart(size: Size, rect: Rect, values: Uint8Array): ChangeMap {
  const tiles = new Map<number, Uint8Array>();
  const columns = tileColumns(size);
  forEachTile(size, rect, (tx, ty, part) => {
    const tile = new Uint8Array(tileSizeBytes);
    for (let y = part.y; y < part.y + part.height; y += 1) {
      const from = (y - rect.y) * rect.width + part.x - rect.x;
      tile.set(values.subarray(from, from + part.width), (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx);
    }
    if (!isBlank(tile)) tiles.set(ty * columns + tx, tile);
  });
  return new ChangeMap(size, tiles);
}

/** The map moved by whole pixels; what leaves the picture is lost. */
export function shiftedMap(map: ChangeMap, dx: number, dy: number): ChangeMap {
  const box = map.bounds();
  if (!box || (dx === 0 && dy === 0)) return map;
  return mapFromPart(map, { ...box, x: box.x + dx, y: box.y + dy }, map.readRect(box));
}
