import { expect, it } from 'vitest';
import { usualSampling } from './usualSampling';

const of = (variant: 'base' | 'turbo' | 'lightning' | 'lcm', name = '', guidanceIsInput = false) =>
  usualSampling({ family: 'sdxl', variant, name, guidanceIsInput });

it('begins few-step models with few steps and without strong guidance', () => {
  expect(of('base')).toEqual({ steps: 30, guidance: 5 });
  expect(of('turbo')).toEqual({ steps: 4, guidance: 0 });
  expect(of('lcm')).toEqual({ steps: 4, guidance: 1.5 });
  expect(of('lcm', '', true)).toEqual({ steps: 4, guidance: 8 });
});

it('begins a model of its own make that knows guidance with few steps', () => {
  const own = (guidanceIsInput: boolean) => usualSampling({ family: 'other', variant: 'base', name: '', guidanceIsInput });
  expect([own(true).steps, own(false).steps]).toEqual([8, 20]);
});

it('takes the steps that a name tells, where they are few', () => {
  expect([of('lightning', 'sdxl_lightning_8step_unet'), of('lightning', 'sdxl-lightning-2-steps')].map(({ steps }) => steps)).toEqual([
    8, 2,
  ]);
  expect([of('lightning', 'lightning-5000steps'), of('lightning', 'x')].map(({ steps }) => steps)).toEqual([4, 4]);
});
