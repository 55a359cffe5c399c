import type { Rect, Size } from '../../protocol/geometry';
import type { MapLayer } from '../../protocol/mapWorker';
import { combineMaps } from '../combineMaps';
import { applyInFloat, applyModifiers, haloPx } from '../modifiers/applyModifiers';
import { readTiles } from './tiledMap';

/**
 * A rectangle (within the map) of several maps, each after its modifiers, combined: in float throughout and rounded once.
 * Row-major bytes, the same however a map is cut into rectangles.
 */
export function composeRegion(layers: readonly MapLayer[], size: Size, rect: Rect): Uint8Array {
  const [only] = layers;
  if (layers.length === 1 && only?.how === 'maximum' && only.opacity === 1)
    return applyModifiers((part) => readTiles(only.map, part), size, rect, only.modifiers);
  const maps = layers.map(({ map, modifiers, how, opacity }) => ({
    values: applyInFloat((part) => readTiles(map, part), size, rect, modifiers),
    how,
    opacity,
  }));
  return combineMaps(maps, rect.width * rect.height);
}

/** Side of the blocks in which a stack is computed: of tiles, and the larger the further its modifiers look. */
export function blockSidePx(layers: readonly MapLayer[]): number {
  const halo = Math.max(0, ...layers.map(({ modifiers }) => haloPx(modifiers)));
  return halo <= 64 ? 512 : 1024;
}

/** The blocks of a rectangle, row by row, on a grid of `sidePx` from the map's corner. */
export function blocksOf(rect: Rect, sidePx: number): Rect[] {
  const blocks: Rect[] = [];
  for (let top = Math.floor(rect.y / sidePx) * sidePx; top < rect.y + rect.height; top += sidePx) {
    for (let left = Math.floor(rect.x / sidePx) * sidePx; left < rect.x + rect.width; left += sidePx) {
      const x = Math.max(left, rect.x);
      const y = Math.max(top, rect.y);
      blocks.push({
        x,
        y,
        width: Math.min(left + sidePx, rect.x + rect.width) - x,
        height: Math.min(top + sidePx, rect.y + rect.height) - y,
      });
    }
  }
  return blocks;
}
