import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineMaps } from './combineMaps';
import { addToHistogram, histogram } from './histogram';

const layer = fc.record({
  values: fc.uint8Array({ minLength: 6, maxLength: 6 }),
  how: fc.constantFrom('maximum', 'multiply', 'subtract'),
  opacity: fc.double({ min: 0, max: 1, noNaN: true }),
} as const);

describe('combineMaps', () => {
  it('follows the formulas', () => {
    const a = { values: Uint8Array.of(200, 100, 0), how: 'maximum', opacity: 1 } as const;
    const b = Uint8Array.of(100, 255, 255);
    expect([...combineMaps([a, { values: b, how: 'maximum', opacity: 0.5 }], 3)]).toEqual([200, 128, 128]);
    expect([...combineMaps([a, { values: b, how: 'multiply', opacity: 1 }], 3)]).toEqual([78, 100, 0]);
    expect([...combineMaps([a, { values: b, how: 'multiply', opacity: 0.5 }], 3)]).toEqual([139, 100, 0]);
    expect([...combineMaps([a, { values: b, how: 'subtract', opacity: 0.2 }], 3)]).toEqual([180, 49, 0]);
  });

  it('is black without maps; a map of opacity 0 changes nothing', () => {
    expect([...combineMaps([], 2)]).toEqual([0, 0]);
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), layer, (layers, more) => {
        expect([...combineMaps([...layers, { ...more, opacity: 0 }], 6)]).toEqual([...combineMaps(layers, 6)]);
      }),
      { seed: 1 },
    );
  });

  it('maximum only raises, multiply and subtract only lower', () => {
    fc.assert(
      fc.property(fc.array(layer, { maxLength: 4 }), layer, (layers, more) => {
        const before = combineMaps(layers, 6);
        combineMaps([...layers, more], 6).forEach((value, i) => {
          if (more.how === 'maximum') expect(value).toBeGreaterThanOrEqual(before[i]!);
          else expect(value).toBeLessThanOrEqual(before[i]!);
        });
      }),
      { seed: 2 },
    );
  });
});

describe('histogram', () => {
  it('counts every value, part by part or at once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
        const counts = new Float64Array(256);
        addToHistogram(counts, bytes.subarray(0, cut));
        addToHistogram(counts, bytes.subarray(cut));
        const expected = Array.from({ length: 256 }, (_, value) => bytes.filter((byte) => byte === value).length);
        expect([...counts]).toEqual(expected);
        expect([...histogram(bytes)]).toEqual(expected);
      }),
      { seed: 3 },
    );
  });
});
