import { z } from 'zod';

const unit = z.number().min(0).max(1);
const position = z.strictObject({ x: z.number(), y: z.number() });
const reachPx = z.number().min(0).max(2048);

export const straightSchema = z.strictObject({ shortestPx: z.number().min(2).max(4096), gapPx: z.number().min(0).max(256) });

/** Thresholds of the gradient's length, 0…1 of that of a step from black to white. */
export const cannySchema = z.strictObject({
  kind: z.literal('canny'),
  sigmaPx: z.number().min(0).max(16),
  low: unit,
  high: unit,
  /** Only the straight lines among the edges: their least length, and how much of one may be missing on end, in pixels. */
  straight: straightSchema.optional(),
  invert: z.boolean(),
});

export const easingSchema = z.enum(['linear', 'smooth', 'in', 'out']);

/**
 * What a change map can be made from, beside painting. What each computes is stated in `workers/maps/sources`.
 * `invert`: 255 − v, for material in which black means change.
 */
export const mapSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('luminance'), invert: z.boolean() }),
  z.strictObject({ kind: z.literal('saturation'), invert: z.boolean() }),
  /** Colours like those picked (RGB bytes); `tolerance` and `softness` are distances in OKLab, where black to white is 1. */
  z.strictObject({
    kind: z.literal('colour-range'),
    colours: z
      .array(z.tuple([z.int().min(0).max(255), z.int().min(0).max(255), z.int().min(0).max(255)]))
      .min(1)
      .max(32),
    tolerance: unit,
    softness: unit,
    invert: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('edges'), operator: z.enum(['sobel', 'scharr']), gain: z.number().gt(0).max(64), invert: z.boolean() }),
  cannySchema,
  /** Full on a drawn line, in picture pixels, falling to 0 at `reachPx` from it. */
  z.strictObject({
    kind: z.literal('line'),
    points: z.array(position).min(1).max(20_000),
    reachPx,
    easing: easingSchema,
    invert: z.boolean(),
  }),
]);

export type MapSource = z.infer<typeof mapSourceSchema>;
