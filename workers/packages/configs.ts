import { z } from 'zod';

/** Beyond these a number is no model's: whatever is computed by it would never end. */
const count = z.int().min(1).max(1_000_000);
const levels = z.array(count).min(1).max(10);
const cells = z.int().min(1).max(4096);
const side = z.union([cells, z.tuple([cells, cells])]);
const layers = z.int().min(0).max(64);

/** `model_index.json`: which parts there are, as [library, class] pairs; anything else is left alone. */
export const modelIndexSchema = z.looseObject({
  _class_name: z.string().optional(),
  _name_or_path: z.string().optional(),
  force_zeros_for_empty_prompt: z.boolean().nullish(),
  requires_aesthetics_score: z.boolean().nullish(),
});

/** `unet/config.json` as it stands in a package, where keys may be absent. */
export const unetFileSchema = z.looseObject({
  sample_size: side.nullish(),
  in_channels: count.optional(),
  out_channels: count.optional(),
  block_out_channels: levels.optional(),
  down_block_types: z.array(z.string()).min(1).optional(),
  cross_attention_dim: z.union([count, z.array(count)]).optional(),
  layers_per_block: z.union([layers, z.array(layers).max(10)]).nullish(),
  use_linear_projection: z.boolean().nullish(),
  addition_embed_type: z.string().nullish(),
  time_cond_proj_dim: count.nullish(),
  /** Where guidance is an input: whether 1 gives the unguided answer, as in an ordinary model. */
  guidance_embeds: z.boolean().nullish(),
  /** [channels, divisor of the latents' sides] of each residual, for a UNet that takes others than diffusers' do. */
  residual_forms: z
    .array(z.tuple([count, count]))
    .min(1)
    .max(200)
    .optional(),
});

/** `vae/config.json` and its kin, as they stand in a package. */
export const vaeFileSchema = z.looseObject({
  scaling_factor: z.number().gt(0).max(1e6).optional(),
  shift_factor: z.number().min(-1e6).max(1e6).nullish(),
  latent_channels: count.optional(),
  block_out_channels: levels.optional(),
});

/** `text_encoder/config.json`. */
export const textEncoderConfigSchema = z.looseObject({
  hidden_size: count.optional(),
  vocab_size: count.optional(),
  max_position_embeddings: z.int().min(2).max(100_000).default(77),
});

/** `scheduler/scheduler_config.json`: its keys are the scheduler's business; only the class is asked for here. */
export const schedulerConfigSchema = z.looseObject({
  _class_name: z.string(),
  prediction_type: z.string().nullish(),
  timestep_spacing: z.string().nullish(),
});

type WithRequired<T, K extends keyof T> = T & { [P in K]-?: NonNullable<T[P]> };

export type ModelIndex = z.infer<typeof modelIndexSchema>;
export type UnetFile = z.infer<typeof unetFileSchema>;
export type VaeFile = z.infer<typeof vaeFileSchema>;
/** The UNet's configuration, completed. `sample_size` is the native side of the latents, in cells: one number, or [height, width]. */
export type UnetConfig = WithRequired<UnetFile, 'sample_size' | 'in_channels' | 'block_out_channels'>;
/** The autoencoder's configuration, completed. Latents are `(mean − shift_factor) · scaling_factor`. */
export type VaeConfig = WithRequired<VaeFile, 'scaling_factor' | 'latent_channels' | 'block_out_channels'>;
export type TextEncoderConfig = z.infer<typeof textEncoderConfigSchema>;
export type SchedulerConfig = z.infer<typeof schedulerConfigSchema>;
