import { Fault } from '../../protocol/faults';
import type { CheckpointPart, OpenedCheckpoint } from '../../weights/identify/opened';
import type { OpenedWeights } from '../../weights/identify/openWeights';
import { tr } from '../../texts/texts';

const words: Readonly<Record<CheckpointPart, string>> = {
  unet: 'UNet',
  controlnet: 'ControlNet',
  vae: tr`autoencoder (VAE)`,
  vae_encoder: tr`picture encoder`,
  vae_decoder: tr`picture decoder`,
  text_encoder: tr`text encoder`,
  text_encoder_2: tr`second text encoder`,
};

const alone: Readonly<Partial<Record<OpenedCheckpoint['kind'], string>>> = {
  vae: tr`an autoencoder (VAE) alone`,
  'tiny-vae': tr`a tiny autoencoder (TAESD) alone`,
  controlnet: tr`a ControlNet alone`,
  'text-encoder': tr`a text encoder alone`,
};

/** Throws a Fault where a file is no model to edit with by itself, or lacks parts that it cannot do without. */
export function requireWhole(opened: OpenedCheckpoint, label: string): void {
  const only = alone[opened.kind];
  if (only)
    throw new Fault(
      'checkpoint-unsupported',
      tr`“${label}” is ${only}: it has no UNet to edit with.`,
      tr`It can be kept, so that models of its family borrow it. To edit, choose a checkpoint.`,
    );
  if (opened.missing.length === 0) return;
  const missing = opened.missing.map((part) => words[part]).join(' and ');
  throw new Fault(
    'checkpoint-unsupported',
    tr`“${label}” has no ${missing}, without which no picture can be edited.`,
    tr`Borrow it below, from a model of the same family that is kept or as a small download.`,
  );
}

const additions = { lora: tr`a LoRA: a small change to a model`, embedding: tr`an embedding: a word for a model` } as const;

/** Throws a Fault where a file changes other models and is none itself. */
export function requireModel(opened: OpenedWeights, label: string): OpenedCheckpoint {
  if (opened.kind !== 'lora' && opened.kind !== 'embedding') return opened;
  throw new Fault(
    'checkpoint-unsupported',
    tr`“${label}” is ${additions[opened.kind]}, not a model.`,
    tr`Choose the checkpoint that it was made for.`,
  );
}
