import { describe, expect, it } from 'vitest';
import { madeFile } from '../testing/madeFile';
import type { MadeTensor } from '../testing/madeFile';
import { openWeights } from './openWeights';

const open = (tensors: Record<string, MadeTensor>) => openWeights([madeFile('folder/my-word.safetensors', tensors)]);

describe('a textual inversion', () => {
  it.each([
    ['A1111’s', { emb_params: { shape: [8, 768] } }, { family: 'sd1', vectors: 8, token: 'my-word' }],
    ['A1111’s for SD 2', { emb_params: { shape: [3, 1024] } }, { family: 'sd2', vectors: 3, token: 'my-word' }],
    ['diffusers’', { '<cat-toy>': { shape: [768] } }, { family: 'sd1', vectors: 1, token: '<cat-toy>' }],
    ['diffusers’ with several vectors', { '<x>': { shape: [4, 1024] } }, { family: 'sd2', vectors: 4, token: '<x>' }],
    ['SDXL’s pair', { clip_l: { shape: [2, 768] }, clip_g: { shape: [2, 1280] } }, { family: 'sdxl', vectors: 2, token: 'my-word' }],
    ['half of SDXL’s', { clip_g: { shape: [1, 1280] } }, { family: 'sdxl', vectors: 1 }],
  ])('%s', async (_, tensors, told) => {
    expect(await open(tensors)).toMatchObject({ kind: 'embedding', ...told });
  });

  it.each([
    ['another width', { emb_params: { shape: [8, 4096] } }, /another text encoder \(4096/],
    ['pairs that differ', { clip_l: { shape: [2, 768] }, clip_g: { shape: [3, 1280] } }, /different numbers of vectors/],
    ['more vectors than a prompt holds', { emb_params: { shape: [900, 768] } }, /different numbers|vectors/],
    ['something else', { weight: { shape: [3, 3, 3] } }, /unknown weights/],
  ])('of %s is refused', async (_, tensors, words) => {
    await expect(open(tensors)).rejects.toThrow(words);
  });
});
