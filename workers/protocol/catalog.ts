import { z } from 'zod';
import { lendableParts } from './loans';

const sourceSchema = z.discriminatedUnion('kind', [
  /** Comes with the studio: a folder of its own origin. */
  z.strictObject({ kind: z.literal('own'), path: z.string().regex(/^[\w./-]+\/$/) }),
  z.strictObject({
    kind: z.literal('hub'),
    baseUrl: z.url(),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
    revision: z.string().nullable(),
  }),
]);

/**
 * A model that people may want. Sizes, licences and defaults of weights are those that their makers publish, shown before the hub is asked;
 * the hub's own answer counts as soon as it is there.
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
  /** `weights`: safetensors, of which the studio writes the graphs; `graphs`: an ONNX package. */
  form: z.enum(['weights', 'graphs']),
  /** What its makers recommend, and the side of its pictures in pixels; null where they say nothing. */
  defaults: z.object({ steps: z.int().min(1), guidance: z.number().min(0), sidePx: z.int().positive() }).nullable(),
  /** Memory that it takes at work, about, by precision. */
  memory: z.object({ fp16: z.int().positive(), q8: z.int().positive(), q4: z.int().positive() }).nullable(),
});

/** A part alone that serves models which lack it: a folder of a repository. */
const partSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  about: z.string().min(1),
  /** What it lends. */
  parts: z.array(z.enum(lendableParts)).min(1),
  /** To whom. */
  families: z.array(z.enum(['sd1', 'sd2', 'sdxl', 'sdxl-refiner'])).min(1),
  licence: z.string().nullable(),
  source: z.strictObject({
    baseUrl: z.url(),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
    folder: z.string().regex(/^(?:[\w.-]+\/)*$/),
  }),
  sizeBytes: z.int().positive(),
});

/** `public/models/catalog.json`. */
export const catalogSchema = z.strictObject({ version: z.literal(1), packages: z.array(entrySchema), parts: z.array(partSchema) });
