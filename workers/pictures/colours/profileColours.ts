import { powerCurve } from '../../maps/colours/curves';
import type { Colours, Curve } from '../../protocol/colours';
import { profileMatrix } from './primaries';

const maximumTags = 100;
const mostSamples = 256;

/** Where the tags of a profile lie: within it, or nowhere. */
function tagsOf(icc: Uint8Array): ReadonlyMap<string, DataView> {
  const tags = new Map<string, DataView>();
  if (icc.length < 132) return tags;
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
  const count = Math.min(maximumTags, view.getUint32(128));
  for (let i = 0; i < count && 144 + i * 12 <= icc.length; i++) {
    const at = 132 + i * 12;
    const [start, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    if (start + length > icc.length || length < 8) continue;
    tags.set(String.fromCharCode(...icc.subarray(at, at + 4)), new DataView(icc.buffer, icc.byteOffset + start, length));
  }
  return tags;
}

const fixed = (view: DataView, at: number): number => view.getInt32(at) / 65536;
const typeOf = (view: DataView): string => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(i)));

/** How many numbers ICC's functions have, by their type, and which of a…f and g they are. */
const forms: readonly (readonly (keyof Extract<Curve, { kind: 'parametric' }>)[])[] = [
  ['g'],
  ['g', 'a', 'b'],
  ['g', 'a', 'b', 'c'],
  ['g', 'a', 'b', 'c', 'd'],
  ['g', 'a', 'b', 'c', 'd', 'e', 'f'],
];

function parametric(view: DataView): Curve | null {
  const form = view.byteLength < 12 ? undefined : forms[view.getUint16(8)];
  if (!form || view.byteLength < 12 + form.length * 4) return null;
  const found = Object.fromEntries(form.map((name, i) => [name, fixed(view, 12 + i * 4)]));
  const { g = 1, a = 1, b = 0, c = 0, d, e = 0, f = 0 } = found;
  if (!(g > 0) || Object.values(found).some((value) => Math.abs(value) > 100)) return null;
  // Types 1 and 2 begin where a·x + b is 0; type 2's constant holds on both sides.
  if (form.length === 3 || form.length === 4)
    return { kind: 'parametric', g, a, b, c: 0, d: a === 0 ? 0 : Math.max(0, -b / a), e: c, f: c };
  return { kind: 'parametric', g, a, b, c, d: d ?? 0, e, f };
}

function curveOf(view: DataView | undefined): Curve | null {
  if (!view || view.byteLength < 12) return null;
  if (typeOf(view) === 'para') return parametric(view);
  if (typeOf(view) !== 'curv') return null;
  const count = view.getUint32(8);
  if (12 + count * 2 > view.byteLength) return null;
  if (count === 0) return powerCurve(1);
  if (count === 1) {
    const gamma = view.getUint16(12) / 256;
    return gamma > 0 && gamma <= 100 ? powerCurve(gamma) : null;
  }
  const samples = Math.min(count, mostSamples);
  const light = Array.from({ length: samples }, (_, i) => {
    const at = (i * (count - 1)) / (samples - 1);
    const [low, high] = [Math.floor(at), Math.ceil(at)].map((k) => view.getUint16(12 + k * 2) / 65535) as [number, number];
    return Math.round((low + (high - low) * (at % 1)) * 1e6) / 1e6;
  });
  return light.every((value, i) => i === 0 || value >= (light[i - 1] ?? 0)) && light[0] !== light.at(-1)
    ? { kind: 'sampled', light }
    : null;
}

/**
 * What a profile of primaries and curves says; null for one made of tables, or that makes no sense.
 * @param icc an RGB profile, unchecked beyond its header
 */
export function profileColours(icc: Uint8Array): Colours | null {
  const tags = tagsOf(icc);
  const xyz = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => tags.get(name));
  if (xyz.some((tag) => !tag || tag.byteLength < 20)) return null;
  const columns = [0, 1, 2].flatMap((row) => xyz.map((tag) => (tag ? fixed(tag, 8 + row * 4) : 0)));
  const [red, green, blue] = ['rTRC', 'gTRC', 'bTRC'].map((name) => curveOf(tags.get(name)));
  const same = [green, blue].every((curve) => JSON.stringify(curve) === JSON.stringify(red));
  const toSrgb = profileMatrix(columns);
  if (!red || !green || !blue || !toSrgb?.every((value) => Math.abs(value) <= 100)) return null;
  return { curve: red, ...(!same && { others: [green, blue] }), toSrgb };
}

/** Whether a profile describes its colours by tables: then primaries and curves, where there are any, are a makeshift. */
export const hasTables = (icc: Uint8Array): boolean => tagsOf(icc).has('A2B0');

/** Whether a profile describes its colours by primaries and curves, whether or not they make sense. */
export const hasCurves = (icc: Uint8Array): boolean => tagsOf(icc).has('rTRC');
