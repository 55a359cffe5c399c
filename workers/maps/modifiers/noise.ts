import type { Rect } from '../../protocol/geometry';
import type { MapModifier } from '../../protocol/mapModifiers';

export type Noise = Extract<MapModifier, { kind: 'noise' }>;

/**
 * Value noise at a position of the picture, 0…1: seeded random values on a square lattice of `sizePx`, between them
 * smooth (t²(3 − 2t)) interpolation. The same for the same seed, whatever part of the map is computed.
 */
export function valueNoise(x: number, y: number, sizePx: number, seed: number): number {
  const u = x / sizePx;
  const v = y / sizePx;
  const column = Math.floor(u);
  const row = Math.floor(v);
  const s = smooth(u - column);
  const t = smooth(v - row);
  const top = mix(lattice(column, row, seed), lattice(column + 1, row, seed), s);
  const bottom = mix(lattice(column, row + 1, seed), lattice(column + 1, row + 1, seed), s);
  return mix(top, bottom, t);
}

/** Roughens a map in place: v + 255·amount·(2n − 1) cut to 0…255, with n the noise at the pixel; where v is 0 it stays 0. */
export function addNoise(values: Float32Array, rect: Rect, { seed, sizePx, amount }: Noise): void {
  for (let y = 0, i = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++, i++) {
      const value = values[i] as number;
      if (value <= 0) continue;
      const moved = value + 255 * amount * (2 * valueNoise(rect.x + x, rect.y + y, sizePx, seed) - 1);
      values[i] = Math.min(255, Math.max(0, moved));
    }
  }
}

const smooth = (t: number): number => t * t * (3 - 2 * t);
const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** A random value of a lattice point, 0…1, by integer mixing. */
function lattice(column: number, row: number, seed: number): number {
  let bits = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 0xffff_ffff;
}
