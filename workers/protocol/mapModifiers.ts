import { z } from 'zod';

/** Largest reach of one modifier, in pixels; a feather reaches 3σ. */
const maximumReachPx = 768;

const strength = z.number().min(0).max(1);
const radiusPx = z.number().min(0).max(256);

/** A point of a curve: strength in, strength out, 0…1. */
const curvePointSchema = z.strictObject({ x: strength, y: strength });

const curvePointsSchema = z
  .array(curvePointSchema)
  .min(2)
  .max(32)
  .refine(
    (points) => points.every((point, i) => i === 0 || point.x > (points[i - 1]?.x ?? 0)),
    'The points of a curve go from left to right.',
  );

/**
 * One non-destructive step over a change map. Strengths are 0…1, lengths in picture pixels; what each computes is stated
 * where it is computed, in `workers/maps/modifiers`.
 */
export const mapModifierSchema = z.discriminatedUnion('kind', [
  /** Gaussian of `sigmaPx`, exactly 0 beyond 3σ; `outwards` keeps every value at least as it is, `inwards` at most. */
  z.strictObject({
    kind: z.literal('feather'),
    sigmaPx: z
      .number()
      .min(0)
      .max(maximumReachPx / 3),
    direction: z.enum(['both', 'outwards', 'inwards']),
  }),
  z.strictObject({ kind: z.literal('grow'), radiusPx }),
  z.strictObject({ kind: z.literal('shrink'), radiusPx }),
  z.strictObject({ kind: z.literal('levels'), black: strength, white: strength, gamma: z.number().min(0.1).max(10) }),
  z.strictObject({ kind: z.literal('curve'), points: curvePointsSchema }),
  z.strictObject({ kind: z.literal('posterise'), levels: z.int().min(2).max(64) }),
  z.strictObject({ kind: z.literal('invert') }),
  /** `cut`: what lies outside the range becomes 0, over a soft border; `clamp`: comes to its nearer end; `scale`: 0…1 is spread over it. */
  z.strictObject({ kind: z.literal('range'), low: strength, high: strength, how: z.enum(['cut', 'clamp', 'scale']), softness: strength }),
  z.strictObject({ kind: z.literal('noise'), seed: z.int().min(0).max(0xffff_ffff), sizePx: z.number().min(1).max(512), amount: strength }),
  z.strictObject({ kind: z.literal('maximum'), strength }),
  /** `paintedOnly`: what is 0 stays 0. */
  z.strictObject({ kind: z.literal('floor'), strength, paintedOnly: z.boolean() }),
]);

/** Most modifiers of a map. */
export const maximumModifiers = 32;

/** Modifiers from first to last; one whose eye is closed is left out. */
export const modifierStackSchema = z
  .array(z.strictObject({ id: z.string().min(1).max(100), enabled: z.boolean(), modifier: mapModifierSchema }))
  .max(maximumModifiers);

/** How a map meets the ones below it. */
export const mapCombinationSchema = z.enum(['maximum', 'multiply', 'subtract']);

export type MapModifier = z.infer<typeof mapModifierSchema>;
export type CurvePoint = z.infer<typeof curvePointSchema>;
export type ModifierStack = z.infer<typeof modifierStackSchema>;
export type MapCombination = z.infer<typeof mapCombinationSchema>;
