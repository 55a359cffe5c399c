import type { PartName } from './modelPackage';

/** How a network is called in sentences for people. */
export function partWords(part: PartName): string {
  switch (part) {
    case 'unet':
      return 'UNet';
    case 'text_encoder':
      return 'text encoder';
    case 'text_encoder_2':
      return 'second text encoder';
    case 'vae_encoder':
      return 'picture encoder';
    case 'vae_decoder':
      return 'picture decoder';
    default:
      return `ControlNet “${part.slice('controlnet/'.length)}”`;
  }
}
