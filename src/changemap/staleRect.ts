import { activeModifiers, haloPx } from '../../workers/maps/modifiers/applyModifiers';
import { expandRect, uniteRects } from '../../workers/maps/rects';
import type { Rect, Size } from '../../workers/protocol/geometry';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { tileRect } from '../../workers/maps/tiles/tileGrid';
import type { MapLayer } from '../document/mapLayer';

/** The smallest rectangle around the tiles in which two maps of one size differ; null where they are alike. */
export function changedTiles(before: ChangeMap, after: ChangeMap): Rect | null {
  if (before === after) return null;
  let changed: Rect | null = null;
  for (const index of new Set([...before.tiles.keys(), ...after.tiles.keys()])) {
    if (before.tiles.get(index) !== after.tiles.get(index))
      changed = uniteRects(changed, tileRect(after, index % after.columns, Math.floor(index / after.columns)));
  }
  return changed;
}

/** Where the combination of the maps may differ from what it was: around painted tiles as far as modifiers look, else everywhere. */
export function staleRect(before: readonly MapLayer[], after: readonly MapLayer[], size: Size): Rect | null {
  const whole = { x: 0, y: 0, width: size.width, height: size.height };
  const old = before.filter(({ visible }) => visible);
  const now = after.filter(({ visible }) => visible);
  let stale: Rect | null = null;
  for (const [i, layer] of now.entries()) {
    const was = old[i];
    const alike =
      was &&
      was.id === layer.id &&
      was.opacity === layer.opacity &&
      was.combination === layer.combination &&
      was.modifiers === layer.modifiers &&
      was.map.width === size.width &&
      was.map.height === size.height;
    if (!alike) return whole;
    const changed = changedTiles(was.map, layer.map);
    if (changed) stale = uniteRects(stale, expandRect(changed, haloPx(activeModifiers(layer.modifiers)), size));
  }
  return old.length === now.length ? stale : whole;
}
