import { describe, expect, it } from 'vitest';
import { checkOutput } from './checkOutput';

const tensor = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });

describe('checkOutput', () => {
  it('lets ordinary values through', () => expect(() => checkOutput(tensor(0, 0, 1e-7), 'UNet')).not.toThrow());
  it('lets a single value through', () => expect(() => checkOutput(tensor(0.5), 'UNet')).not.toThrow());
  it.each([
    ['NaN', [0, NaN, 1], /UNet.*not numbers/],
    ['infinity', [0, -Infinity, 1], /UNet.*infinite/],
    ['a constant', [0, 0, 0], /UNet.*same value/],
    ['nothing', [], /UNet.*nothing/],
  ])('refuses %s, naming the stage', (_, values, message) => {
    expect(() => checkOutput(tensor(...values), 'UNet')).toThrow(
      expect.objectContaining({ code: 'not-finite', message: expect.stringMatching(message) as string }),
    );
  });
});
