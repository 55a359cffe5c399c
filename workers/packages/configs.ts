import { z } from 'zod';

const count = z.int().min(1);
const levels = z.array(count).min(1);

/** `model_index.json`: which parts there are, as [library, class] pairs; anything else is left alone. */
export const modelIndexSchema = z.looseObject({ _class_name: z.string().optional(), _name_or_path: z.string().optional() });

/** `unet/config.json`. `sample_size` is the native side of the latents, in cells: one number, or [height, width]. */
export const unetConfigSchema = z.looseObject({
  sample_size: z.union([count, z.tuple([count, count])]),
  in_channels: count,
  out_channels: count.optional(),
  block_out_channels: levels.default([320, 640, 1280, 1280]),
  down_block_types: z.array(z.string()).min(1).optional(),
  cross_attention_dim: z.union([count, z.array(count)]).optional(),
});

/** The configuration of the variational autoencoder. Latents are `(mean − shift_factor) · scaling_factor`. */
export const vaeConfigSchema = z.looseObject({
  scaling_factor: z.number().gt(0).default(0.18215),
  shift_factor: z.number().nullish(),
  latent_channels: count,
  block_out_channels: levels,
});

/** `text_encoder/config.json`. */
export const textEncoderConfigSchema = z.looseObject({
  hidden_size: count.optional(),
  max_position_embeddings: z.int().min(2).default(77),
});

/** `scheduler/scheduler_config.json`: its keys are the scheduler's business; only the class is asked for here. */
export const schedulerConfigSchema = z.looseObject({ _class_name: z.string() });

export type UnetConfig = z.infer<typeof unetConfigSchema>;
export type VaeConfig = z.infer<typeof vaeConfigSchema>;
export type TextEncoderConfig = z.infer<typeof textEncoderConfigSchema>;
export type SchedulerConfig = z.infer<typeof schedulerConfigSchema>;
