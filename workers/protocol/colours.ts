import { z } from 'zod';

const number = z.number().min(-100).max(100);

/**
 * How the numbers of a picture become light, 0…1 both.
 * `parametric`: ICC's function of type 4, `(a·x + b)^g + e` from `d` on, `c·x + f` below. `pq`, `hlg`: BT.2100, brought to the range of a
 * screen with white at 203 cd/m². `sampled`: light at equal distances, with straight lines between.
 */
export const curveSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('parametric'), g: number.gt(0), a: number, b: number, c: number, d: number, e: number, f: number }),
  z.strictObject({ kind: z.enum(['pq', 'hlg']) }),
  z.strictObject({ kind: z.literal('sampled'), light: z.array(z.number().min(0).max(1)).min(2).max(256) }),
]);

/** The colours of a picture where they are not sRGB's: what its numbers mean, so that a model sees the picture as people do. */
export const coloursSchema = z.strictObject({
  curve: curveSchema,
  /** Green's and blue's own curves, where they differ from red's: left out, one serves all. */
  others: z.tuple([curveSchema, curveSchema]).optional(),
  /** Linear light of the picture's primaries → linear light of sRGB's, row by row; white stays white. */
  toSrgb: z.array(number).length(9),
});

export type Curve = z.infer<typeof curveSchema>;
export type Colours = z.infer<typeof coloursSchema>;
