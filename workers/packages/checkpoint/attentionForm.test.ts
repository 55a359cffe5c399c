import { expect, it } from 'vitest';
import { sliceCount } from '../../networks/layers/sliceCount';
import { attentionForm } from './attentionForm';

it('leaves attention whole to the processor, whose fused operator holds no scores, but not within 32 bits', () => {
  expect(attentionForm({ provider: 'cpu' }, 512, 8)).toEqual({ kind: 'fused' });
  expect(sliceCount(attentionForm({ provider: 'wasm' }, 512, 8), { heads: 8, reduction: 1 })).toBe(16);
});

it('cuts the scores of Stable Diffusion at 512² to an eighth and less on a graphics card', () => {
  const form = attentionForm({ provider: 'webgpu' }, 512, 8);
  expect(sliceCount(form, { heads: 8, reduction: 1 })).toBe(16);
  expect(sliceCount(form, { heads: 8, reduction: 2 })).toBe(1);
  // The autoencoder's single head over the whole picture.
  expect(sliceCount(form, { heads: 1, reduction: 1 })).toBe(2);
});

it('cuts SDXL at 1024² where it has attention', () => {
  const form = attentionForm({ provider: 'webgpu' }, 1024, 8);
  expect(sliceCount(form, { heads: 10, reduction: 2 })).toBe(20);
  expect(sliceCount(form, { heads: 20, reduction: 4 })).toBe(3);
});

it('fuses attention on a graphics card whose trial has shown it sound, and keeps slices within what its shaders can be given', () => {
  const kernels = {
    fusedAttention: false,
    groupNorm: 'instance',
    halfPrecision: true,
    wrong: { always: null, q8: null, q4: null },
  } as const;
  const small = { provider: 'webgpu', kernels: { ...kernels, maximumArrayBytes: 128 * 2 ** 20 } } as const;
  expect(attentionForm({ ...small, kernels: { ...small.kernels, fusedAttention: true } }, 512, 8)).toEqual({ kind: 'fused' });
  expect(sliceCount(attentionForm(small, 512, 8), { heads: 8, reduction: 1 })).toBe(32);
  expect(attentionForm({ provider: 'webgpu', kernels: { ...kernels, maximumArrayBytes: 2 ** 31 } }, 512, 8)).toMatchObject({
    maximumScoreBytes: 64 * 2 ** 20,
  });
});
