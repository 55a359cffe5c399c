import type { MapModifier } from '../../protocol/mapModifiers';
import { monotoneCurve } from './monotoneCurve';

type Kind = 'levels' | 'curve' | 'posterise' | 'invert' | 'range' | 'maximum' | 'floor';
/** A modifier whose value at a pixel depends on that pixel's value alone. */
export type PointwiseModifier = Extract<MapModifier, { kind: Kind }>;

const kinds: ReadonlySet<string> = new Set<Kind>(['levels', 'curve', 'posterise', 'invert', 'range', 'maximum', 'floor']);

export function isPointwise(modifier: MapModifier): modifier is PointwiseModifier {
  return kinds.has(modifier.kind);
}

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * The function of a pointwise modifier, from strength to strength, both 0…1. With v the value:
 * levels: ((v − black)/(white − black), cut to 0…1)^(1/gamma); where white ≤ black a step, 1 for v > black.
 * curve: the monotone cubic through its points. posterise: round(v·(n − 1))/(n − 1). invert: 1 − v.
 * range, `clamp`: min(max(v, low), high); `scale`: low + v·(high − low); `cut`: v·min(1, 1 − d/softness) with d the
 * distance to the range (softness 0: 0 outside). maximum: min(v, strength). floor: max(v, strength), 0 staying 0 where
 * `paintedOnly`.
 */
export function pointwise(modifier: PointwiseModifier): (value: number) => number {
  switch (modifier.kind) {
    case 'levels':
      return levels(modifier);
    case 'curve':
      return monotoneCurve(modifier.points);
    case 'posterise': {
      const steps = modifier.levels - 1;
      return (value) => Math.round(value * steps) / steps;
    }
    case 'invert':
      return (value) => 1 - value;
    case 'range':
      return range(modifier);
    case 'maximum':
      return (value) => Math.min(value, modifier.strength);
    case 'floor':
      return (value) => (modifier.paintedOnly && value <= 0 ? 0 : Math.max(value, modifier.strength));
  }
}

function levels({ black, white, gamma }: Extract<MapModifier, { kind: 'levels' }>): (value: number) => number {
  if (white <= black) return (value) => (value > black ? 1 : 0);
  return (value) => unit((value - black) / (white - black)) ** (1 / gamma);
}

function range({ low, high, how, softness }: Extract<MapModifier, { kind: 'range' }>): (value: number) => number {
  const from = Math.min(low, high);
  const to = Math.max(low, high);
  if (how === 'clamp') return (value) => Math.min(Math.max(value, from), to);
  if (how === 'scale') return (value) => from + value * (to - from);
  return (value) => {
    const outside = Math.max(from - value, value - to, 0);
    if (outside === 0) return value;
    return softness === 0 ? 0 : value * unit(1 - outside / softness);
  };
}

/** Several in a row as one function of strengths 0…1, cut to that range between them. */
export function composed(modifiers: readonly PointwiseModifier[]): (value: number) => number {
  const functions = modifiers.map(pointwise);
  return (value) => functions.reduce((result, apply) => unit(apply(result)), value);
}
