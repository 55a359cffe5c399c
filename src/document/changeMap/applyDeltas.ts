import { ChangeMap } from './ChangeMap';
import { applyTileDelta, type TileDelta } from './tileDelta';
import { isBlank } from './tileFacts';

/** The map on the other side of the deltas: the same call undoes and redoes. Tiles that become 0 are let go. */
export function applyDeltas(map: ChangeMap, deltas: readonly TileDelta[]): ChangeMap {
  const tiles = new Map(map.tiles);
  for (const delta of deltas) {
    const next = applyTileDelta(tiles.get(delta.index) ?? null, delta);
    if (isBlank(next)) tiles.delete(delta.index);
    else tiles.set(delta.index, next);
  }
  return new ChangeMap(map, tiles);
}
