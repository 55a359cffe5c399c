import { expect, it } from 'vitest';
import { smallModel } from '../../weights/testing/smallModel';
import { workingBytes } from './sizes';
import { precisionOf } from './writtenPart';

const card = { provider: 'webgpu', shaderF16: true } as const;

it('proposes the finest precision whose UNet is within what sessions may take, and keeps what was chosen', async () => {
  const opened = await smallModel();
  const [half, eight] = (['fp16', 'q8'] as const).map((precision) => workingBytes(opened, 'unet', precision, card));
  const within = (memoryBytes: number, chosen?: 'fp16') => precisionOf(opened, { ...card, memoryBytes }, chosen);
  expect(half).toBeGreaterThan(eight!);
  expect([within(half!), within(half! - 1), within(eight!), within(eight! - 1)]).toEqual(['fp16', 'q8', 'q8', 'q4']);
  expect(within(1, 'fp16')).toBe('fp16');
  expect(precisionOf(opened, card)).toBe('fp16');
});
