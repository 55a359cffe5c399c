import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalfBits, toHalfBits } from './float16';

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -24, 0x0001],
    [2 ** -14, 0x0400],
    [2 ** -26, 0x0000],
    [0.333251953125, 0x3555],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2047.9999, 0x6800],
  ])('%d has the bits %i', (value, bits) => expect(toHalfBits(value)).toBe(bits));

  it('keeps what is not a number', () => expect(fromHalfBits(toHalfBits(NaN))).toBeNaN());

  it('returns every one of the 65,536 halves to its own bits', () => {
    const changed = Array.from({ length: 0x10000 }, (_, bits) => bits).filter((bits) => {
      const value = fromHalfBits(bits);
      return !Number.isNaN(value) && toHalfBits(value) !== bits;
    });
    expect(changed).toEqual([]);
  });

  it('rounds to within half a step', () => {
    fc.assert(
      fc.property(fc.float({ min: -60000, max: 60000, noNaN: true }), (value) => {
        const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(value) || 1)) - 10));
        expect(Math.abs(fromHalfBits(toHalfBits(value)) - value)).toBeLessThanOrEqual(step / 2);
      }),
    );
  });
});
