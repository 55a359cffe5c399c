import { z } from 'zod';
import { addOnFactsSchema } from './addOns';
import { checkpointKinds, checkpointPrecisions } from './checkpoint';
import { lendableParts } from './loans';

/**
 * How a network's weights are kept and computed with. `fp16-stored`: kept in half precision, computed in single.
 * `int8`: kept in eight bits, dequantised when loaded. `int8-dynamic`: computed in whole numbers. `q8`: linear layers in blocks of
 * eight bits, convolutions in eight.
 */
export const precisions = ['fp32', 'fp16', 'fp16-stored', 'q4', 'q4f16', 'bnb4', 'int8', 'int8-dynamic', 'q8'] as const;
export type Precision = (typeof precisions)[number];

/** `blocks`: the package cannot be used as it is; `limits`: something will not work, or not well; `note`: good to know. */
export const severities = ['blocks', 'limits', 'note'] as const;
export type Severity = (typeof severities)[number];

const sizeBytes = z.number().min(0);
const valueSchema = z.object({ name: z.string(), type: z.string(), shape: z.array(z.union([z.number(), z.string()])).nullable() });

const findingSchema = z.object({
  severity: z.enum(severities),
  /** Named for code and tests. */
  code: z.string(),
  /** The part that it is about, by its folder in the diffusers layout; null for the whole package. */
  part: z.string().nullable(),
  /** What is the matter, and what to do about it: sentences for people. The second may be empty. */
  message: z.string(),
  hint: z.string(),
});

const partSchema = z.object({
  /** `unet`, `text_encoder`, `text_encoder_2`, `vae_encoder`, `vae_decoder` or `controlnet/NAME`. */
  part: z.string(),
  /** How it is called in sentences. */
  words: z.string(),
  graph: z.string(),
  /** The graph's file and those of weights beside it. */
  files: z.array(z.object({ path: z.string(), sizeBytes: sizeBytes.nullable() })),
  sizeBytes: sizeBytes.nullable(),
  precision: z.enum(precisions),
  /** Bytes of weights by element type, most first. */
  weights: z.array(z.object({ type: z.string(), sizeBytes })),
  opset: z.number().nullable(),
  inputs: z.array(valueSchema),
  outputs: z.array(valueSchema),
  /** Pictures that go through at once where the file fixes their number. */
  fixedBatch: z.number().nullable(),
  /** Picture size in pixels where the file fixes it. */
  fixedSize: z.object({ width: z.number(), height: z.number() }).nullable(),
  /** The files among which this one was chosen, itself included. */
  choices: z.array(z.object({ graph: z.string(), named: z.string().nullable() })),
});

const featureSchema = z.object({
  feature: z.enum(['text', 'image-to-image', 'guides']),
  works: z.boolean(),
  /** Why not, or which: a sentence, or null. */
  words: z.string().nullable(),
});

/** What a package is, what can be done with it on this device and what cannot, found before its weights are read. */
export const importReportSchema = z.object({
  title: z.string(),
  layout: z.enum(['diffusers', 'flat', 'named', 'checkpoint', 'weights']),
  layoutWords: z.string(),
  family: z.enum(['sd1', 'sd2', 'sdxl', 'sdxl-refiner', 'other']),
  variant: z.enum(['base', 'turbo', 'lightning', 'lcm']),
  familyWords: z.string(),
  isInpainting: z.boolean(),
  /** The class that `scheduler_config.json` names, or that the family's default is. */
  scheduler: z.string(),
  nativeSize: z.object({ width: z.number(), height: z.number() }),
  parts: z.array(partSchema),
  findings: z.array(findingSchema),
  features: z.array(featureSchema),
  /** Weights as they are computed with, and what the largest step needs beside them. */
  estimatedMemoryBytes: sizeBytes,
  /** What it has to lend, what it lacks and could borrow, and whether it is a part alone, kept only to lend. */
  lending: z.object({
    gives: z.array(z.object({ part: z.enum(lendableParts), sizeBytes: sizeBytes.nullable() })),
    lacks: z.array(z.enum(lendableParts)),
    latents: z.enum(['sd', 'sdxl']).nullable(),
    isPart: z.boolean(),
  }),
  totalBytes: sizeBytes.nullable(),
  /** Of weights that are not ONNX graphs: what may be chosen before they are taken in. */
  checkpoint: z
    .object({
      prediction: z.enum(['epsilon', 'v', 'sample', 'edm', 'unknown']).nullable(),
      /** What a name or metadata suggest where the prediction is unknown. */
      guessed: z.enum(['epsilon', 'v']).nullable(),
      /** Whether it was distilled to a few steps, told by keys and configurations, or guessed by a name. */
      kind: z.enum(checkpointKinds),
      kindIsGuess: z.boolean(),
      precisions: z.array(
        z.object({ precision: z.enum(checkpointPrecisions), diskBytes: sizeBytes, memoryBytes: sizeBytes, proposed: z.boolean() }),
      ),
    })
    .optional(),
  /** Where it is no model but something that is added to one. */
  addOn: addOnFactsSchema.optional(),
});

export type ImportReport = z.infer<typeof importReportSchema>;
export type ReportFinding = ImportReport['findings'][number];
export type ReportPart = ImportReport['parts'][number];
export type ReportFeature = ImportReport['features'][number];
