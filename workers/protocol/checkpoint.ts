import { z } from 'zod';

/**
 * How a checkpoint's networks are kept and computed: `fp16` and `fp32` use the weights as they lie and name the arithmetic; `q8` and
 * `q4` keep linear layers in 8 or 4 bits and convolutions in 8.
 */
export const checkpointPrecisions = ['fp16', 'fp32', 'q8', 'q4'] as const;
export type CheckpointPrecision = (typeof checkpointPrecisions)[number];

/** Ordinary models take twenty steps and more; the others were distilled to a few. */
export const checkpointKinds = ['ordinary', 'lcm', 'turbo', 'lightning', 'hyper'] as const;
export type CheckpointKindName = (typeof checkpointKinds)[number];

/** What a person says about a checkpoint; what is left out is told from its keys, or proposed. */
export const checkpointChoicesSchema = z.object({
  precision: z.enum(checkpointPrecisions).optional(),
  /** What the UNet predicts, where that is not as keys and configurations tell. */
  prediction: z.enum(['epsilon', 'v']).optional(),
  /** Whether it was distilled to a few steps, and how, where that is not as names or keys tell. */
  kind: z.enum(checkpointKinds).optional(),
});
export type CheckpointChoices = Readonly<z.infer<typeof checkpointChoicesSchema>>;
