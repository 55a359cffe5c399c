import type { Rect, Size } from '../../protocol/geometry';
import type { MapModifier, ModifierStack } from '../../protocol/mapModifiers';
import { cropValues, expandRect } from '../rects';
import { dilate, discReachPx, erode } from './dilate';
import { feather, featherReachPx } from './feather';
import { lookupTable } from './lookupTable';
import { addNoise } from './noise';
import { composed, isPointwise } from './pointwise';
import { roundedByte } from './roundedByte';

/** The values of a rectangle that lies on the map, row-major, one byte a pixel. */
export type ReadRegion = (rect: Rect) => Uint8Array;

/** The modifiers of a stack that take part, in their order. */
export const activeModifiers = (stack: ModifierStack): readonly MapModifier[] =>
  stack.flatMap(({ enabled, modifier }) => (enabled ? [modifier] : []));

/** How far beyond a pixel a modifier looks, in pixels. */
function reachPx(modifier: MapModifier): number {
  if (modifier.kind === 'feather') return featherReachPx(modifier);
  return modifier.kind === 'grow' || modifier.kind === 'shrink' ? discReachPx(modifier.radiusPx) : 0;
}

/** How far beyond a rectangle a stack looks, in pixels: the halo that a tile needs. */
export const haloPx = (modifiers: readonly MapModifier[]): number => modifiers.reduce((sum, modifier) => sum + reachPx(modifier), 0);

/**
 * A rectangle of the map after its modifiers, row-major bytes: computed in float through the stack and rounded once.
 * However a map is cut into rectangles, the parts are those of the whole, value for value.
 * @param read gives the map's own values; it is asked once, for `region` and the halo that the stack needs.
 * @param region within the map.
 */
export function applyModifiers(read: ReadRegion, size: Size, region: Rect, modifiers: readonly MapModifier[]): Uint8Array {
  const table = lookupTable(modifiers);
  if (table) return read(region).map((value) => table[value] as number);
  const out = new Uint8Array(region.width * region.height);
  const values = applyInFloat(read, size, region, modifiers);
  for (let i = 0; i < out.length; i++) out[i] = roundedByte(values[i] as number);
  return out;
}

/** The same before rounding, for maps that are combined with others: 0…255 with fractions. */
export function applyInFloat(read: ReadRegion, size: Size, region: Rect, modifiers: readonly MapModifier[]): Float32Array {
  let rect = expandRect(region, haloPx(modifiers), size);
  const leading = modifiers.findIndex((modifier) => !isPointwise(modifier));
  const count = leading < 0 ? modifiers.length : leading;
  const bytes = read(rect);
  if (bytes.length > 1 && isUniform(bytes) && modifiers.every(({ kind }) => kind !== 'noise')) {
    // What lies in a flat part stays flat, and is what a single pixel of that value would become.
    const [value = 0] = applyInFloat(() => bytes.subarray(0, 1), { width: 1, height: 1 }, { x: 0, y: 0, width: 1, height: 1 }, modifiers);
    return new Float32Array(region.width * region.height).fill(value);
  }
  let values = throughTable(bytes, modifiers.slice(0, count));
  for (let i = count; i < modifiers.length;) {
    const modifier = modifiers[i] as MapModifier;
    if (isPointwise(modifier)) {
      const end = modifiers.findIndex((other, at) => at > i && !isPointwise(other));
      const run = modifiers.slice(i, end < 0 ? modifiers.length : end);
      throughFunction(values, composed(run.filter(isPointwise)));
      i += run.length;
      continue;
    }
    const next = expandRect(region, haloPx(modifiers.slice(i + 1)), size);
    values = applyOne(values, rect, next, size, modifier);
    rect = next;
    i += 1;
  }
  return values;
}

function applyOne(values: Float32Array, from: Rect, to: Rect, size: Size, modifier: MapModifier): Float32Array {
  switch (modifier.kind) {
    case 'feather':
      return feather(values, from, to, size, modifier);
    case 'grow':
      return dilate(values, from, to, modifier.radiusPx);
    case 'shrink':
      return erode(values, from, to, modifier.radiusPx);
    case 'noise':
      addNoise(values, from, modifier);
      return cropValues(values, from, to);
    default:
      return values;
  }
}

/** Pointwise modifiers at the beginning of a stack meet bytes alone, so 256 values say it all. */
function throughTable(bytes: Uint8Array, modifiers: readonly MapModifier[]): Float32Array {
  const at = composed(modifiers.filter(isPointwise));
  const table = Float32Array.from({ length: 256 }, (_, value) => 255 * at(value / 255));
  const values = new Float32Array(bytes.length);
  for (let i = 0; i < values.length; i++) values[i] = table[bytes[i] as number] as number;
  return values;
}

/** In place. Neighbours are often alike, and powers are slow. */
function throughFunction(values: Float32Array, at: (strength: number) => number): void {
  let last = Number.NaN;
  let result = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== last) {
      last = value;
      result = 255 * at(value / 255);
    }
    values[i] = result;
  }
}

function isUniform(bytes: Uint8Array): boolean {
  const first = bytes[0];
  for (let i = 1; i < bytes.length; i++) if (bytes[i] !== first) return false;
  return true;
}
