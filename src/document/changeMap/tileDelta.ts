import { deflateSync, inflateSync } from 'fflate';
import type { Rect } from '../../../workers/protocol/geometry';
import { tileSidePx, tileSizeBytes } from '../../../workers/maps/tiles/tileGrid';

/** What an absent tile stands for. */
const blank = new Uint8Array(tileSizeBytes);

/**
 * What changed in one tile: `before XOR after` over the changed box, so that applying it once redoes and applying it
 * again undoes. Uniform differences (fills, inversions) are one number; others are bytes, packed some time later (`packDelta`).
 */
export interface TileDelta {
  /** ty · columns + tx. */
  readonly index: number;
  /** The changed box within the tile, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly difference: number | DifferenceBytes;
}

/** The differences of the box, row-major, as they are or deflated. */
interface DifferenceBytes {
  bytes: Uint8Array;
  packed: boolean;
}

/** Bytes counted for a delta beside its payload. */
const overheadBytes = 96;

/** The memory that deltas hold, in bytes. */
export function deltaSizeBytes(deltas: readonly TileDelta[]): number {
  return deltas.reduce(
    (sum, { difference }) => sum + overheadBytes + (typeof difference === 'number' ? 0 : difference.bytes.byteLength),
    0,
  );
}

/**
 * A delta that was just made is as a rule applied at once: until then both sides of it are kept, so that nothing has to be unpacked.
 * An entry leaves with its first use, and with its delta.
 */
const justMade = new WeakMap<TileDelta, { readonly before: Uint8Array | null; readonly after: Uint8Array }>();

const wholeTile: Rect = { x: 0, y: 0, width: tileSidePx, height: tileSidePx };

/**
 * The delta between two states of a tile (null = all 0), or null where they are equal. `within` (tile pixels) may tell where alone
 * they can differ. From then on neither array may be written to.
 */
export function tileDelta(index: number, before: Uint8Array | null, after: Uint8Array, within: Rect = wholeTile): TileDelta | null {
  const old = before ?? blank;
  let left = tileSidePx;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = within.y; y < within.y + within.height; y += 1) {
    for (let x = within.x, i = y * tileSidePx + x; x < within.x + within.width; x += 1, i += 1) {
      if ((after[i] as number) === (old[i] as number)) continue;
      if (top < 0) top = y;
      bottom = y;
      if (x < left) left = x;
      if (x > right) right = x;
    }
  }
  if (top < 0) return null;
  const width = right - left + 1;
  const height = bottom - top + 1;
  const delta = { index, x: left, y: top, width, height, difference: differenceOf(old, after, left, top, width, height) };
  justMade.set(delta, { before, after });
  return delta;
}

function differenceOf(
  before: Uint8Array,
  after: Uint8Array,
  left: number,
  top: number,
  width: number,
  height: number,
): TileDelta['difference'] {
  const raw = new Uint8Array(width * height);
  let uniform = true;
  for (let y = 0, to = 0; y < height; y += 1) {
    let from = (top + y) * tileSidePx + left;
    for (let x = 0; x < width; x += 1, to += 1, from += 1) {
      raw[to] = (after[from] as number) ^ (before[from] as number);
      if (raw[to] !== raw[0]) uniform = false;
    }
  }
  return uniform ? (raw[0] as number) : { bytes: raw, packed: false };
}

/** Makes a delta small. Returns whether there was anything to do. */
export function packDelta({ difference }: TileDelta): boolean {
  if (typeof difference === 'number' || difference.packed) return false;
  difference.bytes = deflateSync(difference.bytes, { level: 1 });
  difference.packed = true;
  return true;
}

function unpacked({ difference, width, height }: TileDelta): Uint8Array | null {
  if (typeof difference === 'number') return null;
  return difference.packed ? inflateSync(difference.bytes, { out: new Uint8Array(width * height) }) : difference.bytes;
}

/** The tile on the other side of the delta; the tile handed in (null = all 0) is left alone. */
export function applyTileDelta(tile: Uint8Array | null, delta: TileDelta): Uint8Array {
  const made = justMade.get(delta);
  justMade.delete(delta);
  if (made?.before === tile) return made.after;
  const next = tile ? tile.slice() : new Uint8Array(tileSizeBytes);
  const { difference, width, height } = delta;
  const raw = unpacked(delta);
  for (let y = 0, from = 0; y < height; y += 1) {
    let to = (delta.y + y) * tileSidePx + delta.x;
    for (let x = 0; x < width; x += 1, from += 1, to += 1)
      next[to] = (next[to] as number) ^ (raw ? (raw[from] as number) : (difference as number));
  }
  return next;
}
