import { deflateSync, inflateSync } from 'fflate';
import { tileSidePx } from './tileGrid';

/**
 * What changed in one tile: `before XOR after` over the changed box, so that applying it once redoes and applying it
 * again undoes. Uniform differences (fills, inversions) are one number, others are deflated.
 */
export interface TileDelta {
  /** ty · columns + tx. */
  readonly index: number;
  /** The changed box within the tile, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly difference: number | Uint8Array;
}

/** Bytes counted for a delta beside its payload. */
const overheadBytes = 96;

/** The memory that deltas hold, in bytes. */
export function deltaSizeBytes(deltas: readonly TileDelta[]): number {
  return deltas.reduce((sum, { difference }) => sum + overheadBytes + (typeof difference === 'number' ? 0 : difference.byteLength), 0);
}

/** The delta between two states of a tile (null = all 0), or null where they are equal. */
export function tileDelta(index: number, before: Uint8Array | null, after: Uint8Array): TileDelta | null {
  let left = tileSidePx;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0, i = 0; y < tileSidePx; y += 1) {
    for (let x = 0; x < tileSidePx; x += 1, i += 1) {
      if ((after[i] as number) === (before ? (before[i] as number) : 0)) continue;
      if (top < 0) top = y;
      bottom = y;
      if (x < left) left = x;
      if (x > right) right = x;
    }
  }
  if (top < 0) return null;
  const width = right - left + 1;
  const height = bottom - top + 1;
  return { index, x: left, y: top, width, height, difference: pack(before, after, left, top, width, height) };
}

function pack(before: Uint8Array | null, after: Uint8Array, left: number, top: number, width: number, height: number): number | Uint8Array {
  const raw = new Uint8Array(width * height);
  let uniform = true;
  for (let y = 0, to = 0; y < height; y += 1) {
    let from = (top + y) * tileSidePx + left;
    for (let x = 0; x < width; x += 1, to += 1, from += 1) {
      raw[to] = (after[from] as number) ^ (before ? (before[from] as number) : 0);
      if (raw[to] !== raw[0]) uniform = false;
    }
  }
  return uniform ? (raw[0] as number) : deflateSync(raw, { level: 1 });
}

/** The tile on the other side of the delta; the tile handed in (null = all 0) is left alone. */
export function applyTileDelta(tile: Uint8Array | null, delta: TileDelta): Uint8Array {
  const next = tile ? tile.slice() : new Uint8Array(tileSidePx * tileSidePx);
  const { difference, width, height } = delta;
  const raw = typeof difference === 'number' ? null : inflateSync(difference, { out: new Uint8Array(width * height) });
  for (let y = 0, from = 0; y < height; y += 1) {
    let to = (delta.y + y) * tileSidePx + delta.x;
    for (let x = 0; x < width; x += 1, from += 1, to += 1) next[to] = (next[to] as number) ^ (raw ? (raw[from] as number) : (difference as number));
  }
  return next;
}
