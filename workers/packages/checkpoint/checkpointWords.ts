import type { ImportReport } from '../../protocol/importReport';
import type { WeightsFamily } from '../../weights/identify/families';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import { tr } from '../../texts/texts';

const families: Readonly<Record<WeightsFamily, string>> = {
  sd1: 'Stable Diffusion 1.x',
  sd2: 'Stable Diffusion 2.x',
  sdxl: 'Stable Diffusion XL',
  'sdxl-refiner': tr`Stable Diffusion XL refiner`,
  'ssd-1b': tr`SSD-1B, a smaller SDXL`,
  vega: tr`Segmind Vega, a smaller SDXL`,
  'koala-700m': tr`KOALA 700M, a smaller SDXL`,
  'koala-1b': tr`KOALA 1B, a smaller SDXL`,
  'bk-base': tr`BK-SDM base, a smaller Stable Diffusion`,
  'bk-small': tr`BK-SDM small, a smaller Stable Diffusion`,
  'bk-tiny': tr`BK-SDM tiny, a smaller Stable Diffusion`,
};

/** A family as people call it. */
export const familyName = (family: WeightsFamily): string => families[family];

const kinds: Readonly<Record<OpenedCheckpoint['kind'], string>> = {
  checkpoint: tr`A checkpoint`,
  unet: tr`A UNet alone`,
  vae: tr`An autoencoder (VAE)`,
  'tiny-vae': tr`A tiny autoencoder (TAESD)`,
  'text-encoder': tr`A text encoder`,
  controlnet: tr`A ControlNet`,
};

/** What a file is, in words: its family and what distinguishes it within it. */
export function checkpointWords({ kind, family, sampling, inChannels }: OpenedCheckpoint): string {
  const few = sampling?.fewStep ?? sampling?.guess?.fewStep ?? null;
  const words = [
    family ? families[family] : '',
    kind === 'checkpoint' ? '' : kinds[kind].charAt(0).toLowerCase() + kinds[kind].slice(1),
    few ? tr`few steps (${few.toUpperCase()})` : '',
    sampling?.prediction === 'v' ? 'v prediction' : '',
    inChannels === 9 ? tr`for inpainting` : inChannels === 8 ? tr`for edits by instruction` : '',
  ].filter((word) => word !== '');
  const whole = words.join(', ');
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** Which few-step kind a model is, told or guessed, in the words of the report. */
export function variantOf({ sampling }: OpenedCheckpoint): ImportReport['variant'] {
  const few = sampling?.fewStep ?? sampling?.guess?.fewStep ?? null;
  return few === 'lcm' || few === 'turbo' || few === 'lightning' ? few : few === 'hyper' ? 'lightning' : 'base';
}
