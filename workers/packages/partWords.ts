import type { PartName } from './modelPackage';
import { tr } from '../texts/texts';

/** How a network is called in sentences for people. */
export function partWords(part: PartName): string {
  switch (part) {
    case 'unet':
      return 'UNet';
    case 'text_encoder':
      return tr`text encoder`;
    case 'text_encoder_2':
      return tr`second text encoder`;
    case 'vae_encoder':
      return tr`picture encoder`;
    case 'vae_decoder':
      return tr`picture decoder`;
    default:
      return tr`ControlNet “${part.slice('controlnet/'.length)}”`;
  }
}
