import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fusedMultiplyAdd } from './fusedMultiplyAdd';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

/** a·b + c in exact rational arithmetic, rounded to float32 by comparing with its neighbours. */
function exact(a: number, b: number, c: number): number {
  const [scale, value] = sumOf(scaled(a), scaled(b), scaled(c));
  const guess = Math.fround(a * b + c);
  const candidates = [guess, neighbour(guess, 1), neighbour(guess, -1)];
  const distance = (candidate: number) => {
    const { digits, exponent } = scaled(candidate);
    const shift = BigInt(exponent - scale);
    const difference = shift >= 0n ? (digits << shift) - value : digits - (value << -shift);
    return { size: difference < 0n ? -difference : difference, shift: shift < 0n ? -shift : 0n };
  };
  return candidates.reduce((best, candidate) => {
    const x = distance(candidate);
    const y = distance(best);
    const left = x.size << y.shift;
    const right = y.size << x.shift;
    if (left < right) return candidate;
    return left === right && even(candidate) ? candidate : best;
  });
}

function scaled(value: number): { digits: bigint; exponent: number } {
  let exponent = 0;
  let digits = value;
  while (!Number.isInteger(digits)) {
    digits *= 2;
    exponent -= 1;
  }
  return { digits: BigInt(digits), exponent };
}

function sumOf(a: ReturnType<typeof scaled>, b: ReturnType<typeof scaled>, c: ReturnType<typeof scaled>): [number, bigint] {
  const exponent = a.exponent + b.exponent;
  const scale = Math.min(exponent, c.exponent);
  return [scale, ((a.digits * b.digits) << BigInt(exponent - scale)) + (c.digits << BigInt(c.exponent - scale))];
}

function neighbour(value: number, step: number): number {
  const bits = new Int32Array(new Float32Array([value]).buffer);
  bits[0]! += step;
  return new Float32Array(bits.buffer)[0]!;
}

const even = (value: number) => (new Uint32Array(new Float32Array([value]).buffer)[0]! & 1) === 0;
const float = fc
  .integer({ min: 1, max: 0xffffff })
  .chain((digits) =>
    fc
      .tuple(fc.integer({ min: -34, max: -14 }), fc.boolean())
      .map(([power, negative]) => Math.fround((negative ? -1 : 1) * digits * 2 ** power)),
  );

describe('fusedMultiplyAdd', () => {
  it('rounds once, over random operands', () => {
    fc.assert(
      fc.property(float, float, float, (a, b, c) => {
        fc.pre(Math.abs(a * b + c) > 2 ** -60);
        expect(fusedMultiplyAdd(a, b, c)).toBe(exact(a, b, c));
      }),
      { numRuns: 2000, seed: 20261121 },
    );
  });

  it('decides a float64 tie by what float64 dropped', () => {
    // 1 + 2⁻²⁴ is a tie between two float32 numbers; the far smaller product must break it.
    const tie = Math.fround(1 + 2 ** -23);
    const half = 2 ** -12;
    const below = Math.fround(half * (1 - 2 ** -24));
    expect(fusedMultiplyAdd(half, below, tie)).toBe(exact(half, below, tie));
    expect(fusedMultiplyAdd(2 ** -30, 2 ** -30, 1)).toBe(1);
    expect(fusedMultiplyAdd(2 ** -12, 2 ** -12, 1)).toBe(1);
    const above = Math.fround(half * (1 + 2 ** -23));
    expect(fusedMultiplyAdd(half, above, 1)).toBe(Math.fround(1 + 2 ** -23));
  });
});
