import { expect, it } from 'vitest';
import { untiledArea } from './untiledArea';

const geometry = { scaleFactor: 8, sizeMultiple: 64, latentChannels: 4 };
const vae = { scaling_factor: 0.18215, latent_channels: 4, block_out_channels: [128, 256, 512, 512] };

it('is about 724² for an autoencoder of Stable Diffusion, and never less than the native size', () => {
  expect(untiledArea(vae, { ...geometry, nativeSize: { width: 512, height: 512 } })).toBe(524_288);
  expect(untiledArea(vae, { ...geometry, nativeSize: { width: 1024, height: 1024 } })).toBe(1024 * 1024);
});

it('is larger for a narrower autoencoder', () => {
  expect(untiledArea({ ...vae, block_out_channels: [64, 64, 96] }, { ...geometry, nativeSize: { width: 128, height: 128 } })).toBe(
    2_097_152,
  );
});
