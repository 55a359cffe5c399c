import type { Rect } from '../../../workers/protocol/geometry';
import { tileSidePx } from '../../../workers/maps/tiles/tileGrid';

/** What is asked of a tile again and again. */
interface TileFacts {
  readonly maximum: number;
  /** Box of the values above 0 within the tile; null where there are none. */
  readonly bounds: Rect | null;
}

/** Tiles are never written to once they are in a map, so that what was found holds as long as they live. */
const known = new WeakMap<Uint8Array, TileFacts>();

/** Maximum and bounds of a tile, found once. */
export function tileFacts(tile: Uint8Array): TileFacts {
  const before = known.get(tile);
  if (before) return before;
  const facts = measure(tile);
  known.set(tile, facts);
  return facts;
}

function measure(tile: Uint8Array): TileFacts {
  let maximum = 0;
  let left = tileSidePx;
  let right = -1;
  let top = tileSidePx;
  let bottom = -1;
  for (let y = 0, i = 0; y < tileSidePx; y += 1) {
    for (let x = 0; x < tileSidePx; x += 1, i += 1) {
      const value = tile[i] as number;
      if (value === 0) continue;
      if (value > maximum) maximum = value;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top > y) top = y;
      bottom = y;
    }
  }
  if (bottom < 0) return { maximum: 0, bounds: null };
  return { maximum, bounds: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 } };
}

/** Whether a tile is all 0; for most tiles known after a few values. */
export function isBlank(tile: Uint8Array): boolean {
  const words = tile.byteOffset % 4 === 0 ? new Uint32Array(tile.buffer, tile.byteOffset, tile.length >> 2) : tile;
  return words.every((word) => word === 0);
}
