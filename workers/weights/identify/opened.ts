import type { WeightsFamily } from './families';
import type { CheckpointParts } from './parts';
import type { Sampling } from './prediction';
import type { LatentSettings } from './samplingSettings';

export type CheckpointKind = 'checkpoint' | 'unet' | 'vae' | 'tiny-vae' | 'text-encoder' | 'controlnet';
export type CheckpointPart = 'unet' | 'controlnet' | 'vae' | 'vae_encoder' | 'vae_decoder' | 'text_encoder' | 'text_encoder_2';

/** What a file or folder is and holds, with tables that point to its weights. */
export interface OpenedCheckpoint {
  readonly kind: CheckpointKind;
  /** Null for parts that several families share. */
  readonly family: WeightsFamily | null;
  /** How it is to be sampled; null where there is no UNet. */
  readonly sampling: Sampling | null;
  /** Of the UNet. */
  readonly inChannels: number | null;
  readonly parts: readonly CheckpointPart[];
  /** What the family needs and is not here. */
  readonly missing: readonly CheckpointPart[];
  /** Names of tensors that no part takes. */
  readonly unused: readonly string[];
  /** Those among them of which nothing is known. */
  readonly unknown: readonly string[];
  /** The files that hold the parts, by path. */
  readonly chosen: readonly string[];
  readonly networks: CheckpointParts;
  /** In the form of diffusers' `scheduler_config.json`; null where there is no UNet. */
  readonly scheduler: Readonly<Record<string, unknown>> | null;
  readonly latents: LatentSettings | null;
  /** The side of the pictures that the model was trained on. */
  readonly sidePx: number | null;
  /** diffusers' setting that an empty negative prompt is zeros; null: as the family's own pipeline does. */
  readonly zeroEmptyNegative: boolean | null;
  readonly metadata: ReadonlyMap<string, string>;
}
