import { z } from 'zod';

const givenSchema = z.union([
  z.object({ shape: z.array(z.int()), values: z.array(z.number()) }),
  z.object({ shape: z.array(z.int()), scale: z.number(), offset: z.number().optional() }),
]);

/** What a case of the operation `network` has beside the others. */
export const networkFields = {
  part: z.string().optional(),
  precision: z.enum(['fp32', 'fp16', 'q8', 'q4']).optional(),
  measure: z.enum(['max', 'rms']).optional(),
  inputs: z.record(z.string(), givenSchema).optional(),
  loras: z.array(z.object({ file: z.string(), strength: z.number(), modules: z.int() })).optional(),
  controls: z.array(z.object({ open: z.string(), controlnet_cond: z.string(), conditioning_scale: z.number() })).optional(),
  embeddings: z.array(z.object({ file: z.string(), token: z.string() })).optional(),
} as const;

export type GivenInput = z.infer<typeof givenSchema>;

/** An expected output: every stride-th of its elements, or whole numbers that must be met exactly. */
export const expectedOutputSchema = z.union([
  z.object({ shape: z.array(z.int()), float32: z.string(), stride: z.int().optional() }),
  z.object({ shape: z.array(z.int()), values: z.array(z.number()) }),
]);
