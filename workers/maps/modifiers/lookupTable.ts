import type { MapModifier } from '../../protocol/mapModifiers';
import { composed, isPointwise } from './pointwise';
import { roundedByte } from './roundedByte';

/**
 * A stack of pointwise modifiers as one table of 256 bytes: computed in float through the whole stack, rounded once. Null
 * where a modifier looks beyond its pixel (feather, grow, shrink, noise).
 */
export function lookupTable(modifiers: readonly MapModifier[]): Uint8Array | null {
  if (!modifiers.every(isPointwise)) return null;
  const at = composed(modifiers);
  return Uint8Array.from({ length: 256 }, (_, value) => roundedByte(255 * at(value / 255)));
}
