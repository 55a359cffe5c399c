import type { Size } from '../protocol/geometry';
import type { MapReduction } from '../protocol/recipe';
import { toLatents } from './toLatents';

/**
 * The soft change map at latent size, as the methods see it: what overlays and readouts show.
 * @param change one byte a pixel of `size`, 255 = may change fully.
 * @returns one byte a cell, row-major, rounded once. Throws Fault `bad-map` where the bytes are not a map of `size`.
 */
export function latentChangeMap(change: Uint8Array, size: Size, latentSize: Size, reduction: MapReduction): Uint8Array {
  return Uint8Array.from(toLatents(change, size, latentSize, reduction), (preserve) => Math.round((1 - preserve) * 255));
}
