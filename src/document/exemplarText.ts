import { z } from 'zod';

/** Most characters of a text on the scene. */
export const maximumTextLength = 2000;

/** Kinds of letters that are on every computer, and the studio's own. */
export const textFonts = ['inter', 'sans', 'serif', 'mono'] as const;
export const textAlignments = ['left', 'centre', 'right'] as const;
/** Sizes of letters, in pixels. */
export const textSizesPx = { least: 4, most: 2000 } as const;

/** What an exemplar was written as, so that it can be written anew. */
export const exemplarTextSchema = z.strictObject({
  text: z.string().max(maximumTextLength),
  font: z.enum(textFonts),
  /** Of the letters, in pixels of the exemplar's picture. */
  sizePx: z.number().min(textSizesPx.least).max(textSizesPx.most),
  /** 100…900, as CSS counts. */
  weight: z.int().min(100).max(900),
  /** Of sRGB, `#rrggbb` in small letters. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  alignment: z.enum(textAlignments),
});

export type ExemplarText = Readonly<z.infer<typeof exemplarTextSchema>>;
