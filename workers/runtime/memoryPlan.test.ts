import { expect, it } from 'vitest';
import type { PartName } from '../packages/modelPackage';
import { memoryPlan, restBefore } from './memoryPlan';

const gib = 1024 ** 3;
const sizes: Readonly<Partial<Record<PartName, number>>> = {
  unet: 1.6 * gib,
  text_encoder: 0.5 * gib,
  vae_encoder: 0.1 * gib,
  vae_decoder: 0.1 * gib,
};
const parts = Object.keys(sizes) as PartName[];
const modelPackage = { parts, sizeBytes: (part: PartName) => sizes[part] ?? null };

it('keeps everything where it fits, lets the text encoders go first, and holds one at a time where even that is too much', () => {
  expect(memoryPlan(modelPackage, 4 * gib)).toBe('keep-all');
  expect(memoryPlan(modelPackage, 2.7 * gib)).toBe('rest-text');
  expect(memoryPlan(modelPackage, 2 * gib)).toBe('one-at-a-time');
  expect(memoryPlan({ parts, sizeBytes: () => null }, gib)).toBe('keep-all');
});

it('names who must go before a network runs', () => {
  expect(restBefore('keep-all', 'unet', parts)).toEqual([]);
  expect(restBefore('rest-text', 'unet', parts)).toEqual(['text_encoder']);
  expect(restBefore('rest-text', 'text_encoder', parts)).toEqual([]);
  expect(restBefore('one-at-a-time', 'unet', [...parts, 'controlnet/canny'])).toEqual(['text_encoder', 'vae_encoder', 'vae_decoder']);
  expect(restBefore('one-at-a-time', 'text_encoder', parts)).toEqual(['unet', 'vae_encoder', 'vae_decoder']);
});
