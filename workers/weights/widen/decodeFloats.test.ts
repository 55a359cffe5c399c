import { describe, expect, it } from 'vitest';
import { decodeFloats } from './decodeFloats';

/** The values of whole numbers as stored bits, read at an odd address. */
function decoded(bits: readonly number[], width: 1 | 2, dtype: 'F16' | 'BF16' | 'F8_E4M3' | 'F8_E5M2'): number[] {
  const bytes = new Uint8Array(1 + bits.length * width);
  bits.forEach((value, i) => {
    bytes[1 + i * width] = value & 255;
    if (width === 2) bytes[2 + i * width] = value >> 8;
  });
  return [...decodeFloats(bytes.subarray(1), dtype)];
}

describe('stored floats', () => {
  it('of 16 bits, subnormals, infinities and what is no number', () => {
    const values = [1, -2, 65504, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, Infinity, -Infinity, NaN, -0];
    expect(decoded([0x3c00, 0xc000, 0x7bff, 1, 0x3ff, 0x400, 0x7c00, 0xfc00, 0x7e01, 0x8000], 2, 'F16')).toEqual(values);
    expect(decoded([0x3f80, 0xc040, 0x7f80, 0x7fc0, 0x0001], 2, 'BF16')).toEqual([1, -3, Infinity, NaN, 2 ** -133]);
  });

  it('of 8 bits: torch’s e4m3fn without infinity, and e5m2', () => {
    expect(decoded([0x38, 0xb9, 0x7e, 0x7f, 0xff, 1, 7, 8], 1, 'F8_E4M3')).toEqual([
      1,
      -1.125,
      448,
      NaN,
      NaN,
      2 ** -9,
      7 * 2 ** -9,
      2 ** -6,
    ]);
    expect(decoded([0x3c, 0xc0, 0x7b, 0x7c, 0xfc, 0x7d, 1, 4], 1, 'F8_E5M2')).toEqual([
      1,
      -2,
      57344,
      Infinity,
      -Infinity,
      NaN,
      2 ** -16,
      2 ** -14,
    ]);
  });

  it('of 32 and 64 bits, rounding once', () => {
    const single = new Uint8Array(Float32Array.of(0.1, -3).buffer);
    expect([...decodeFloats(single, 'F32')]).toEqual([Math.fround(0.1), -3]);
    expect([...decodeFloats(new Uint8Array(Float64Array.of(0.1, 1e300).buffer), 'F64')]).toEqual([Math.fround(0.1), Infinity]);
  });

  it('are never whole numbers', () => {
    expect(() => decodeFloats(new Uint8Array(8), 'I64')).toThrow(/never stored as I64/);
  });
});
