import type { Rect } from '../../../workers/protocol/geometry';
import { Fault } from '../../../workers/protocol/faults';
import type { ChangeMap } from './ChangeMap';
import { tileDelta, type TileDelta } from './tileDelta';
import { forEachTile, tileSidePx, tileSizeBytes } from '../../../workers/maps/tiles/tileGrid';
import { tr } from '../../../workers/texts/texts';

/** Writes the new values of `part` (map pixels) into `tile`, whose top left pixel is (originX, originY). */
type Rewrite = (tile: Uint8Array, part: Rect, originX: number, originY: number) => void;

const whole = (map: ChangeMap): Rect => ({ x: 0, y: 0, width: map.width, height: map.height });

/** Deltas of a change that rewrites the tiles under a rectangle. */
function rewriteDeltas(map: ChangeMap, rect: Rect, rewrite: Rewrite): readonly TileDelta[] {
  const deltas: TileDelta[] = [];
  forEachTile(map, rect, (tx, ty, part) => {
    const before = map.tile(tx, ty);
    const after = before ? before.slice() : new Uint8Array(tileSizeBytes);
    rewrite(after, part, tx * tileSidePx, ty * tileSidePx);
    const delta = tileDelta(ty * map.columns + tx, before, after);
    if (delta) deltas.push(delta);
  });
  return deltas;
}

/** Deltas that bring the whole map to one value, 0…255. */
export function fillDeltas(map: ChangeMap, value: number): readonly TileDelta[] {
  return rewriteDeltas(map, whole(map), (tile, part, originX, originY) => {
    for (let y = part.y - originY; y < part.y - originY + part.height; y += 1) {
      const from = y * tileSidePx + part.x - originX;
      tile.fill(value, from, from + part.width);
    }
  });
}

/** Deltas that turn every value v into 255 − v. */
export function invertDeltas(map: ChangeMap): readonly TileDelta[] {
  return rewriteDeltas(map, whole(map), (tile, part, originX, originY) => {
    for (let y = part.y - originY; y < part.y - originY + part.height; y += 1) {
      const from = y * tileSidePx + part.x - originX;
      for (let i = from; i < from + part.width; i += 1) tile[i] = 255 - (tile[i] as number);
    }
  });
}

/**
 * Deltas that write the values (row-major, rect.width · rect.height bytes) into a rectangle of the map; what lies
 * outside the picture is left out.
 */
export function writeRectDeltas(map: ChangeMap, rect: Rect, values: Uint8Array): readonly TileDelta[] {
  if (values.length !== rect.width * rect.height)
    throw new Fault(
      'bad-map',
      tr`A change map of ${rect.width} × ${rect.height} pixels has ${values.length} values.`,
      tr`Scale the map to the size of the picture first.`,
    );
  return rewriteDeltas(map, rect, (tile, part, originX, originY) => {
    for (let y = part.y; y < part.y + part.height; y += 1) {
      const from = (y - rect.y) * rect.width + part.x - rect.x;
      tile.set(values.subarray(from, from + part.width), (y - originY) * tileSidePx + part.x - originX);
    }
  });
}

/** Deltas that replace the whole map by width · height values. */
export const replaceDeltas = (map: ChangeMap, values: Uint8Array): readonly TileDelta[] => writeRectDeltas(map, whole(map), values);
