import { expect, it } from 'vitest';
import { NetworkFault, type NetworkCause } from '../networkFault';
import { retreatSentence } from './retreat';

it.each([
  [{ kind: 'values', gave: 'constant' }, 'The UNet gave the same value everywhere, so it now runs on the processor.'],
  [
    { kind: 'differs', apart: 0.734 },
    'The UNet computes something else on the graphics card than on the processor (73 % apart), so it now runs on the processor.',
  ],
  [{ kind: 'failed', doing: 'load', said: null }, 'The UNet could not be loaded, so it now runs on the processor.'],
  [
    { kind: 'failed', doing: 'run', said: 'the moon is full' },
    'The UNet failed while running: the moon is full, so it now runs on the processor.',
  ],
  [{ kind: 'half-precision' }, 'The UNet computes in half precision, which this graphics adapter cannot, so it now runs on the processor.'],
  [{ kind: 'operators', wrong: 'group norm' }, 'The graphics card computes group norm wrongly, so it now runs on the processor.'],
  [{ kind: 'other', sentence: 'The file was altered.' }, 'The file was altered. The UNet now runs on the processor.'],
] as const satisfies readonly (readonly [NetworkCause, string])[])('words %o', (cause, sentence) => {
  expect(retreatSentence({ part: 'unet', from: 'webgpu', to: 'wasm', cause })).toBe(sentence);
});

it('says the same cause as a fault where there is no other way', () => {
  expect(new NetworkFault('UNet', { kind: 'values', gave: 'infinite' })).toMatchObject({
    code: 'not-finite',
    message: 'The UNet gave infinite values, so no picture can be made of it.',
  });
  expect(new NetworkFault('UNet', { kind: 'failed', doing: 'load', said: 'its file is damaged' })).toMatchObject({
    code: 'package-unsupported',
    message: 'The UNet could not be loaded: its file is damaged.',
  });
});
