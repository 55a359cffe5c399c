import { z } from 'zod';
import { networkFields } from './networks/networkCase';
import { configsSchema, filesSchema } from './files/fileSpecs';

/** A tensor as the case files write it: little-endian float32 in base64. */
export const encodedTensorSchema = z.object({ shape: z.array(z.int().min(0)), float32: z.string() });

const denoiserSchema = z.object({
  type: z.string(),
  self: z.number(),
  left: z.number(),
  channel: z.number(),
  time: z.number(),
  conditional: z.number(),
  unconditional: z.number(),
});

const caseSchema = z.object({
  name: z.string(),
  operation: z.string(),
  /** Absent where an answer is right or wrong. */
  tolerance: z.number().optional(),
  expected: z.record(z.string(), z.unknown()),
  scheduler: z.unknown().optional(),
  steps: z.int().optional(),
  strength: z.number().optional(),
  encodingRatio: z.number().optional(),
  guidanceScale: z.number().optional(),
  guidanceRescale: z.number().optional(),
  stepSeed: z.number().optional(),
  denoiser: denoiserSchema.optional(),
  tensors: z.record(z.string(), encodedTensorSchema).optional(),
  exemplars: z.array(z.object({ latents: encodedTensorSchema, preserve: encodedTensorSchema })).optional(),
  /** A curve's name, or (automatic map) a number. */
  threshold: z.union([z.string(), z.number()]).optional(),
  function: z.string().optional(),
  seed: z.number().optional(),
  shape: z.array(z.int().min(0)).optional(),
  shapes: z.array(z.array(z.int().min(0))).optional(),
  noiseStrength: z.number().optional(),
  clampRatio: z.number().optional(),
  balance: z.number().optional(),
  gradientSteps: z.int().optional(),
  updateSteps: z.int().optional(),
  learningRate: z.number().optional(),
  size: z.array(z.int()).optional(),
  text: z.string().optional(),
  vocabulary: z.string().optional(),
  /** What is opened: a file, or `.` for the whole folder. */
  open: z.string().optional(),
  files: filesSchema.optional(),
  configs: configsSchema.optional(),
  ...networkFields,
});

export const caseFileSchema = z.object({
  format: z.literal('conformance-1'),
  /** Where the rule for the values of tensors begins. */
  salt: z.int().optional(),
  /** Files and configurations that all cases share. */
  files: filesSchema.optional(),
  configs: configsSchema.optional(),
  cases: z.array(caseSchema),
});

export type Case = z.infer<typeof caseSchema>;
export type CaseFile = z.infer<typeof caseFileSchema>;
export type EncodedTensor = z.infer<typeof encodedTensorSchema>;
export type StencilSettings = z.infer<typeof denoiserSchema>;
