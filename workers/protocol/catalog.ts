import { z } from 'zod';

const sourceSchema = z.discriminatedUnion('kind', [
  /** Comes with the studio: a folder of its own origin. */
  z.strictObject({ kind: z.literal('own'), path: z.string().regex(/^[\w./-]+\/$/) }),
  z.strictObject({ kind: z.literal('hub'), baseUrl: z.url(), repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/), revision: z.string().nullable() }),
]);

/**
 * A package that people may want. What only its source can say (revision, licence, files, lengths, digests) is null
 * until the hub has answered; nothing of it is ever filled in by hand.
 */
const entrySchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  family: z.enum(['sd1', 'sd2', 'sdxl', 'other']),
  /** One or two sentences for people. */
  about: z.string().min(1),
  licence: z.string().nullable(),
  source: sourceSchema,
  sizeBytes: z.int().positive().nullable(),
  /** Whether it was run by the makers of the studio. */
  tried: z.boolean(),
  /** Why it cannot be run, in a sentence, where that is known; else null. */
  refusal: z.string().nullable(),
});

/** `public/models/catalog.json`. */
export const catalogSchema = z.strictObject({ version: z.literal(1), packages: z.array(entrySchema) });
