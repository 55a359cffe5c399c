import type { Rect } from '../../workers/protocol/geometry';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { tileDelta, type TileDelta } from '../document/changeMap/tileDelta';
import { forEachTile, tileSidePx, tileSizeBytes } from '../../workers/maps/tiles/tileGrid';

/** A change of the map that is shown while it is being made and written once it is kept: a stroke, a shape, a gradient. */
export interface MapEdit {
  /** Nothing outside this rectangle (map pixels) changes; null: nothing at all. */
  readonly bounds: Rect | null;
  /** Brings `values`, row-major, of the rectangle `rect` (map pixels) from what the map has to what it is to have. */
  apply(values: Uint8Array, rect: Rect): void;
}

/** The values of a rectangle, row-major, as the map would be with the edit (or none) over it. */
export function editedRect(map: ChangeMap, edit: MapEdit | null, rect: Rect): Uint8Array {
  const values = map.readRect(rect);
  edit?.apply(values, rect);
  return values;
}

/** What a finished edit changes in the map. */
export function editDeltas(map: ChangeMap, edit: MapEdit): readonly TileDelta[] {
  const deltas: TileDelta[] = [];
  if (!edit.bounds) return deltas;
  forEachTile(map, edit.bounds, (tx, ty, part) => {
    const values = editedRect(map, edit, part);
    const before = map.tile(tx, ty);
    const after = before ? before.slice() : new Uint8Array(tileSizeBytes);
    const within: Rect = { ...part, x: part.x - tx * tileSidePx, y: part.y - ty * tileSidePx };
    for (let row = 0; row < part.height; row += 1) {
      after.set(values.subarray(row * part.width, (row + 1) * part.width), (within.y + row) * tileSidePx + within.x);
    }
    const delta = tileDelta(ty * map.columns + tx, before, after, within);
    if (delta) deltas.push(delta);
  });
  return deltas;
}
