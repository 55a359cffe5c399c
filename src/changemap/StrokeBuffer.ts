import type { Rect, Size } from '../../workers/protocol/geometry';
import { intersectRects, uniteRects } from '../../workers/maps/rects';
import { forEachTile, tileColumns, tileSidePx, tileSizeBytes } from '../../workers/maps/tiles/tileGrid';
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
    const touched = intersectRects(
      { x, y, width: stamp.width, height: stamp.height },
      { x: 0, y: 0, width: this.width, height: this.height },
    );
    if (!touched) return null;
    forEachTile(this, touched, (tx, ty, part) => {
      const tile = this.#writableTile(tx, ty);
      for (let row = part.y; row < part.y + part.height; row += 1) {
        const to = (row - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx;
        const from = (row - y) * stamp.width + part.x - x;
        if (flow < 1) layRow(tile, to, stamp.coverage, from, part.width, flow);
        else layFullRow(tile, to, stamp.coverage, from, part.width);
      }
    });
    this.#bounds = uniteRects(this.#bounds, touched);
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

/** Keeps the larger of what lies there and the dab: the inner loop of all painting. */
function layFullRow(tile: Uint8Array, to: number, coverage: Uint8Array, from: number, width: number): void {
  for (let i = 0; i < width; i += 1) {
    const covered = coverage[from + i] as number;
    if (covered > (tile[to + i] as number)) tile[to + i] = covered;
  }
}

/** The same with a share of the dab's coverage. */
function layRow(tile: Uint8Array, to: number, coverage: Uint8Array, from: number, width: number, flow: number): void {
  for (let i = 0; i < width; i += 1) {
    const covered = Math.round((coverage[from + i] as number) * flow);
    if (covered > (tile[to + i] as number)) tile[to + i] = covered;
  }
}
