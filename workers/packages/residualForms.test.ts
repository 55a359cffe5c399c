import { expect, it } from 'vitest';
import { residualForms } from './residualForms';

const config = { sample_size: 64, in_channels: 4 };

it('is 12 + 1 for Stable Diffusion', () => {
  const forms = residualForms({ ...config, block_out_channels: [320, 640, 1280, 1280] });
  expect(forms.map(({ channels }) => channels)).toEqual([320, 320, 320, 320, 640, 640, 640, 1280, 1280, 1280, 1280, 1280, 1280]);
  expect(forms.map(({ factor }) => factor)).toEqual([1, 1, 1, 2, 2, 2, 4, 4, 4, 8, 8, 8, 8]);
});

it('is 9 + 1 for SDXL', () => {
  const forms = residualForms({ ...config, block_out_channels: [320, 640, 1280], layers_per_block: 2 });
  expect(forms.map(({ channels, factor }) => [channels, factor])).toEqual([
    [320, 1],
    [320, 1],
    [320, 1],
    [320, 2],
    [640, 2],
    [640, 2],
    [640, 4],
    [1280, 4],
    [1280, 4],
    [1280, 4],
  ]);
});

it('reads layers block by block', () => {
  expect(residualForms({ ...config, block_out_channels: [8, 16], layers_per_block: [1, 3] })).toHaveLength(1 + 1 + 1 + 3 + 1);
});

it('is what the configuration says where it names them', () => {
  const forms = residualForms({
    ...config,
    block_out_channels: [128, 192],
    residual_forms: [
      [128, 2],
      [192, 4],
    ],
  });
  expect(forms).toEqual([
    { channels: 128, factor: 2 },
    { channels: 192, factor: 4 },
  ]);
});
