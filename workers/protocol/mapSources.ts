import { z } from 'zod';

const unit = z.number().min(0).max(1);
const position = z.strictObject({ x: z.number(), y: z.number() });
const reachPx = z.number().min(0).max(2048);

/** A straight line from one pixel to another, both part of it. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Canny's: σ of the smoothing before, in pixels, and thresholds of the gradient's length, 0…1 of that of a step from black to white. */
const canny = { sigmaPx: z.number().min(0).max(16), low: unit, high: unit };

export const edgeSettingsSchema = z.strictObject(canny);

/** The straight lines among edges: their least length, and how much of one may be missing on end, in pixels. */
export const lineSettingsSchema = z.strictObject({
  ...canny,
  shortestPx: z.number().min(2).max(4096),
  gapPx: z.number().min(0).max(256),
});

export type EdgeSettings = Readonly<z.infer<typeof edgeSettingsSchema>>;
export type LineSettings = Readonly<z.infer<typeof lineSettingsSchema>>;

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
  z.strictObject({ kind: z.literal('canny'), ...canny, invert: z.boolean() }),
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
