import { tr } from '../texts/texts';
/**
 * What a UNet takes beside the latents, along the channels: nothing; a mask and the masked picture's latents (inpainting
 * UNets: 4 + 1 + 4); or the picture's latents (InstructPix2Pix: 4 + 4).
 */
export type ConcatKind = 'nothing' | 'mask' | 'picture';

/** Null where the channels are of no kind that is known. */
export function concatKind(unetChannels: number, latentChannels: number): ConcatKind | null {
  switch (unetChannels - latentChannels) {
    case 0:
      return 'nothing';
    case latentChannels:
      return 'picture';
    case latentChannels + 1:
      return 'mask';
    default:
      return null;
  }
}

/** What a report says of it; null where there is nothing to say. */
export function concatWords(kind: ConcatKind): string | null {
  if (kind === 'mask') return tr`An inpainting model: it is shown the change map and what lies around it, beside the noise.`;
  if (kind === 'picture')
    return tr`It edits by instruction: it is shown the picture beside the noise, and the prompt says what to do with it.`;
  return null;
}
