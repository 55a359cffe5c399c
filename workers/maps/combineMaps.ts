import type { MapCombination } from '../protocol/mapModifiers';
import { roundedByte } from './modifiers/roundedByte';

/** A map, or a rectangle of it, as it meets the ones below. */
export interface CombinedMap {
  /** Values 0…255, bytes or with fractions. */
  readonly values: Uint8Array | Float32Array;
  readonly how: MapCombination;
  /** 0…1. */
  readonly opacity: number;
}

/**
 * Several maps as one, from the lowest to the highest, in float and rounded once. Beginning with a = 0, each map v with
 * its opacity o gives
 * maximum: a ← max(a, o·v); multiply: a ← a·(1 − o + o·v/255); subtract: a ← max(0, a − o·v).
 * @param length how many values each of them has.
 */
export function combineMaps(maps: readonly CombinedMap[], length: number): Uint8Array {
  const sum = new Float64Array(length);
  for (const { values, how, opacity } of maps) {
    for (let i = 0; i < length; i++) {
      const below = sum[i] as number;
      const value = opacity * (values[i] as number);
      if (how === 'maximum') sum[i] = Math.max(below, value);
      else if (how === 'multiply') sum[i] = below * (1 - opacity + value / 255);
      else sum[i] = Math.max(0, below - value);
    }
  }
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = roundedByte(sum[i] as number);
  return out;
}
