import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resample } from './resample';

const size = (width: number, height: number) => ({ width, height });

describe('resample', () => {
  it('copies exactly where the size stays, into an array of its own', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5, 6);
    const out = resample(data, 1, size(3, 2), size(3, 2));
    expect([...out]).toEqual([...data]);
    expect(out).not.toBe(data);
  });

  it('averages the covered area when it shrinks, fractions too', () => {
    expect([...resample(Float32Array.of(0, 2, 4, 6), 1, size(2, 2), size(1, 1))]).toEqual([3]);
    const thirds = resample(Float32Array.of(0, 3, 6), 1, size(3, 1), size(2, 1));
    expect(thirds[0]).toBeCloseTo((0 + 0.5 * 3) / 1.5, 6);
    expect(thirds[1]).toBeCloseTo((0.5 * 3 + 6) / 1.5, 6);
  });

  it('keeps planes apart', () => {
    expect([...resample(Float32Array.of(1, 1, 1, 1, 9, 9, 9, 9), 2, size(2, 2), size(1, 1))]).toEqual([1, 9]);
  });

  it('keeps a ramp a ramp when it grows (Catmull-Rom reproduces straight lines)', () => {
    const out = resample(
      Float32Array.from({ length: 8 }, (_, i) => i),
      1,
      size(8, 1),
      size(16, 1),
    );
    for (let i = 4; i < 12; i++) expect(out[i]).toBeCloseTo((i + 0.5) / 2 - 0.5, 5);
  });

  it('keeps a constant constant, and the mean when it shrinks by a whole factor', () => {
    const side = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(side, side, side, side, fc.float({ min: -1, max: 1, noNaN: true }), (w, h, toW, toH, value) => {
        const out = resample(new Float32Array(w * h).fill(value), 1, size(w, h), size(toW, toH));
        expect(out.filter((v) => !(Math.abs(v - value) < 1e-5))).toHaveLength(0);
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 }),
        fc.constantFrom(1, 2, 4, 8),
        (values, to) => {
          const out = resample(Float32Array.from(values), 1, size(8, 8), size(to, to));
          const mean = (list: ArrayLike<number>): number => Array.from(list).reduce((a, b) => a + b, 0) / list.length;
          expect(mean(out)).toBeCloseTo(mean(values), 5);
        },
      ),
    );
  });
});
