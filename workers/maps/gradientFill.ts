import type { Rect } from '../protocol/geometry';

export type GradientKind = 'linear' | 'radial' | 'reflected';
export type Easing = 'linear' | 'smooth' | 'in' | 'out';

interface Position {
  readonly x: number;
  readonly y: number;
}

/** A gradient between two handles, in picture pixels. */
export interface Gradient {
  readonly kind: GradientKind;
  readonly from: Position;
  readonly to: Position;
  readonly easing: Easing;
  /** Values at the two handles, 0…255; they may be fractions. */
  readonly start: number;
  readonly end: number;
}

/** Maps the way between the handles, t in 0…1, to the share of the change of value made there, 0…1. */
export const easings: Readonly<Record<Easing, (t: number) => number>> = {
  linear: (t) => t,
  /** t²(3 − 2t) */
  smooth: (t) => t * t * (3 - 2 * t),
  in: (t) => t * t,
  out: (t) => t * (2 - t),
};

/**
 * The values of a gradient at the centres of the pixels of a rectangle, row-major, rounded to bytes:
 * start + (end − start) · easing(t), with t cut to 0…1.
 * `linear`: t is the position p projected on the line, (p − from)·(to − from)/|to − from|²; `reflected`: its absolute
 * value, alike on both sides of `from`; `radial`: |p − from|/|to − from|. Handles that coincide give t = 1 everywhere.
 */
export function gradientValues({ kind, from, to, easing, start, end }: Gradient, rect: Rect): Uint8Array {
  const values = new Uint8Array(rect.width * rect.height);
  const ease = easings[easing];
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const squared = dx * dx + dy * dy;
  for (let y = 0, i = 0; y < rect.height; y += 1) {
    const py = rect.y + y + 0.5 - from.y;
    for (let x = 0; x < rect.width; x += 1, i += 1) {
      const px = rect.x + x + 0.5 - from.x;
      const along = squared === 0 ? 1 : kind === 'radial' ? Math.sqrt((px * px + py * py) / squared) : (px * dx + py * dy) / squared;
      const t = Math.min(1, Math.max(0, kind === 'reflected' ? Math.abs(along) : along));
      values[i] = Math.round(start + (end - start) * ease(t));
    }
  }
  return values;
}
