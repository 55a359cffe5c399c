import type { PartName } from '../modelPackage';
import type { GraphHeader } from './graphHeader';
import { tr } from '../../texts/texts';

/** What a network is, told by what it takes and gives. */
export type GraphRole = 'unet' | 'text-encoder' | 'picture-encoder' | 'picture-decoder' | 'ControlNet' | 'safety-checker';

/** Null where inputs have names that no exporter gives. */
export function roleOfGraph({ inputs, outputs }: GraphHeader): GraphRole | null {
  const takes = (...names: readonly string[]): boolean => inputs.some((input) => names.includes(input.name));
  if (takes('input_ids')) return 'text-encoder';
  if (takes('clip_input')) return 'safety-checker';
  if (takes('controlnet_cond')) return 'ControlNet';
  if (takes('encoder_hidden_states') && takes('timestep', 't')) return outputs.length > 2 ? 'ControlNet' : 'unet';
  if (takes('latent_sample', 'latents')) return 'picture-decoder';
  if (outputs.some((output) => ['latent_parameters', 'latent_sample', 'latents'].includes(output.name))) return 'picture-encoder';
  return null;
}

/** What a part should be. */
export function roleOfPart(part: PartName): GraphRole {
  switch (part) {
    case 'unet':
      return 'unet';
    case 'text_encoder':
    case 'text_encoder_2':
      return 'text-encoder';
    case 'vae_encoder':
      return 'picture-encoder';
    case 'vae_decoder':
      return 'picture-decoder';
    default:
      return 'ControlNet';
  }
}

/** What people call it. */
export const roleWords: Readonly<Record<GraphRole, string>> = {
  unet: 'unet',
  'text-encoder': tr`text encoder`,
  'picture-encoder': tr`picture encoder`,
  'picture-decoder': tr`picture decoder`,
  ControlNet: 'ControlNet',
  'safety-checker': tr`safety checker`,
};
