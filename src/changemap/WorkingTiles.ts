import type { Rect } from '../../workers/protocol/geometry';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { uniteRects } from '../../workers/maps/rects';
import { forEachTile, tileSidePx, tileSizeBytes } from '../../workers/maps/tiles/tileGrid';
import type { MapEdit } from './mapEdit';

/** A map with values of its own over another one's: for brushes whose dabs build on what the dabs before them left. */
export class WorkingTiles implements MapEdit {
  readonly #map: ChangeMap;
  readonly #tiles = new Map<number, Uint8Array>();
  #bounds: Rect | null = null;

  constructor(map: ChangeMap) {
    this.#map = map;
  }

  get bounds(): Rect | null {
    return this.#bounds;
  }

  /** The values of a rectangle (map pixels), row-major; 0 outside the picture. */
  read(rect: Rect): Uint8Array {
    const values = this.#map.readRect(rect);
    this.apply(values, rect);
    return values;
  }

  /** Puts values, row-major, in the place of a rectangle that lies within the picture. */
  write(rect: Rect, values: Uint8Array): void {
    forEachTile(this.#map, rect, (tx, ty, part) => {
      const tile = this.#writableTile(tx, ty);
      for (let y = part.y; y < part.y + part.height; y += 1) {
        const from = (y - rect.y) * rect.width + part.x - rect.x;
        tile.set(values.subarray(from, from + part.width), (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx);
      }
    });
    this.#bounds = uniteRects(this.#bounds, rect);
  }

  apply(values: Uint8Array, rect: Rect): void {
    forEachTile(this.#map, rect, (tx, ty, part) => {
      const tile = this.#tiles.get(ty * this.#map.columns + tx);
      if (!tile) return;
      for (let y = part.y; y < part.y + part.height; y += 1) {
        const from = (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx;
        values.set(tile.subarray(from, from + part.width), (y - rect.y) * rect.width + part.x - rect.x);
      }
    });
  }

  #writableTile(tx: number, ty: number): Uint8Array {
    const index = ty * this.#map.columns + tx;
    const kept = this.#tiles.get(index);
    if (kept) return kept;
    const fresh = this.#map.tile(tx, ty)?.slice() ?? new Uint8Array(tileSizeBytes);
    this.#tiles.set(index, fresh);
    return fresh;
  }
}
