import type { Rect, Size } from '../../../workers/protocol/geometry';
import { isBlank, tileFacts } from './tileFacts';
import { uniteRects } from '../../../workers/maps/rects';
import { forEachTile, tileColumns, tileRect, tileSidePx, tileSizeBytes } from '../../../workers/maps/tiles/tileGrid';

/**
 * How much each pixel may change: 0 = stays as it is, 255 = may change fully. One byte a pixel of the picture, in tiles
 * of 256²; an absent tile is 0. A value: changes make another map that shares the tiles they left alone
 * (see `mapDeltas.ts` and `applyDeltas.ts`). Tiles at the right and lower rim are full size and 0 beyond the picture.
 */
export class ChangeMap implements Size {
  readonly width: number;
  readonly height: number;
  /** Present tiles by index ty · columns + tx, each 65,536 bytes, none of them all 0, none ever written to. */
  readonly tiles: ReadonlyMap<number, Uint8Array>;

  constructor(size: Size, tiles: ReadonlyMap<number, Uint8Array> = new Map()) {
    this.width = size.width;
    this.height = size.height;
    this.tiles = tiles;
  }

  /** A map of width · height values in row-major order. */
  static fromUint8Array(values: Uint8Array, size: Size): ChangeMap {
    const tiles = new Map<number, Uint8Array>();
    const columns = tileColumns(size);
    forEachTile(size, { x: 0, y: 0, ...sizeOf(size) }, (tx, ty, part) => {
      const tile = new Uint8Array(tileSizeBytes);
      for (let row = 0; row < part.height; row += 1) {
        const from = (part.y + row) * size.width + part.x;
        tile.set(values.subarray(from, from + part.width), row * tileSidePx);
      }
      if (!isBlank(tile)) tiles.set(ty * columns + tx, tile);
    });
    return new ChangeMap(size, tiles);
  }

  get columns(): number {
    return tileColumns(this);
  }

  tile(tx: number, ty: number): Uint8Array | null {
    return this.tiles.get(ty * this.columns + tx) ?? null;
  }

  /** The value at a pixel; 0 outside the picture. */
  read(x: number, y: number): number {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return 0;
    const tile = this.tile(Math.floor(x / tileSidePx), Math.floor(y / tileSidePx));
    return tile?.[(Math.floor(y) % tileSidePx) * tileSidePx + (Math.floor(x) % tileSidePx)] ?? 0;
  }

  /** The values of a rectangle, row-major; 0 where it lies outside the picture. */
  readRect(rect: Rect): Uint8Array {
    const values = new Uint8Array(rect.width * rect.height);
    forEachTile(this, rect, (tx, ty, part) => {
      const tile = this.tile(tx, ty);
      if (!tile) return;
      for (let y = part.y; y < part.y + part.height; y += 1) {
        const from = (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx;
        values.set(tile.subarray(from, from + part.width), (y - rect.y) * rect.width + part.x - rect.x);
      }
    });
    return values;
  }

  toUint8Array(): Uint8Array {
    return this.readRect({ x: 0, y: 0, ...sizeOf(this) });
  }

  /** True where every value is 0. */
  isEmpty(): boolean {
    return this.tiles.size === 0;
  }

  /** The largest value of the map. */
  maximum(): number {
    let maximum = 0;
    for (const tile of this.tiles.values()) maximum = Math.max(maximum, tileFacts(tile).maximum);
    return maximum;
  }

  /** The smallest rectangle around all values above 0; null where there are none. */
  bounds(): Rect | null {
    let bounds: Rect | null = null;
    for (const [index, tile] of this.tiles) {
      const own = tileFacts(tile).bounds;
      if (!own) continue;
      const origin = tileRect(this, index % this.columns, Math.floor(index / this.columns));
      bounds = uniteRects(bounds, { ...own, x: own.x + origin.x, y: own.y + origin.y });
    }
    return bounds;
  }

  /** Memory held by the tiles. */
  get sizeBytes(): number {
    return this.tiles.size * tileSizeBytes;
  }
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });
