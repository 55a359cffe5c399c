import type { Rect, Size } from '../../workers/protocol/geometry';
import { forEachTile, intersect, tileColumns, tileSidePx, tileSizeBytes, unite } from '../document/changeMap/tileGrid';
import type { PlacedStamp } from './stampCache';

/**
 * The coverage of one stroke, apart from the map until it is finished. Dabs combine by their maximum, so that a stroke
 * that crosses itself does not build up. Tiles of 256² bytes; an absent tile is 0.
 */
export class StrokeBuffer {
  readonly width: number;
  readonly height: number;
  readonly tiles = new Map<number, Uint8Array>();
  #bounds: Rect | null = null;

  constructor(size: Size) {
    this.width = size.width;
    this.height = size.height;
  }

  /** The smallest rectangle around all dabs, within the picture; null before the first. */
  get bounds(): Rect | null {
    return this.#bounds;
  }

  tile(tx: number, ty: number): Uint8Array | null {
    return this.tiles.get(ty * tileColumns(this) + tx) ?? null;
  }

  /**
   * Lays a dab over the stroke, its coverage times `flow` (0…1: a pen's pressure); returns the rectangle it touched
   * within the picture, or null where it lies beside it.
   */
  stamp({ stamp, x, y }: PlacedStamp, flow = 1): Rect | null {
    const touched = intersect({ x, y, width: stamp.width, height: stamp.height }, { x: 0, y: 0, width: this.width, height: this.height });
    if (!touched) return null;
    forEachTile(this, touched, (tx, ty, part) => {
      const tile = this.#writableTile(tx, ty);
      for (let row = part.y; row < part.y + part.height; row += 1) {
        let to = (row - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx;
        let from = (row - y) * stamp.width + part.x - x;
        for (const end = to + part.width; to < end; to += 1, from += 1) {
          const coverage = flow < 1 ? Math.round((stamp.coverage[from] as number) * flow) : (stamp.coverage[from] as number);
          if (coverage > (tile[to] as number)) tile[to] = coverage;
        }
      }
    });
    this.#bounds = unite(this.#bounds, touched);
    return touched;
  }

  #writableTile(tx: number, ty: number): Uint8Array {
    const index = ty * tileColumns(this) + tx;
    const kept = this.tiles.get(index);
    if (kept) return kept;
    const fresh = new Uint8Array(tileSizeBytes);
    this.tiles.set(index, fresh);
    return fresh;
  }
}
