import { expect, it } from 'vitest';
import type { ModelPackage, PartName } from '../packages/modelPackage';
import { partWords } from '../packages/partWords';
import { controlNetsOf, loadingOrder } from './partNames';

const pack = (parts: readonly PartName[], sizes: Partial<Record<PartName, number>> | null = null): ModelPackage =>
  ({
    title: 'Mine',
    parts,
    texts: parts.filter((part) => part.startsWith('text')).map((part) => ({ part })),
    sizeBytes: (part: PartName) => sizes?.[part] ?? null,
  }) as unknown as ModelPackage;

const sdxl: readonly PartName[] = [
  'text_encoder',
  'text_encoder_2',
  'unet',
  'vae_encoder',
  'vae_decoder',
  'controlnet/canny',
  'controlnet/depth',
];

it('opens the largest first, and no ControlNet', () => {
  expect(loadingOrder(pack(sdxl))).toEqual(['unet', 'text_encoder_2', 'text_encoder', 'vae_decoder', 'vae_encoder']);
  expect(loadingOrder(pack(sdxl, { vae_decoder: 50, unet: 40, text_encoder: 30, text_encoder_2: 20, vae_encoder: 10 }))).toEqual([
    'vae_decoder',
    'unet',
    'text_encoder',
    'text_encoder_2',
    'vae_encoder',
  ]);
  expect(loadingOrder(pack(['unet', 'text_encoder_2', 'vae_encoder', 'vae_decoder']))).toEqual([
    'unet',
    'text_encoder_2',
    'vae_decoder',
    'vae_encoder',
  ]);
});

it.each([
  ['vae_encoder', /no picture encoder, so it cannot edit pictures/],
  ['vae_decoder', /no picture decoder/],
  ['unet', /no UNet/],
] as const)('says what a package without %s cannot do', (left, words) => {
  expect(() => loadingOrder(pack(sdxl.filter((part) => part !== left)))).toThrow(words);
});

it('refuses a package without any text encoder', () => {
  expect(() => loadingOrder(pack(['unet', 'vae_encoder', 'vae_decoder']))).toThrow(/no text encoder/);
});

it('names ControlNets by their folders', () => {
  expect(controlNetsOf(pack(sdxl))).toEqual(['canny', 'depth']);
  expect(partWords('controlnet/canny')).toBe('ControlNet “canny”');
  expect(partWords('text_encoder_2')).toBe('second text encoder');
});
