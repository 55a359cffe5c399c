import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToZero, noSeed, squaredDistances } from './distance';

const maps = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
  .chain(([width, height]) =>
    fc
      .array(fc.boolean(), { minLength: width * height, maxLength: width * height })
      .map((seeds) => ({ width, height, seeds: seeds.map((seed, i) => seed && i % 7 === 0) })),
  );

describe('squaredDistances', () => {
  it('agree with comparing every pair of pixels', () => {
    fc.assert(
      fc.property(maps, ({ width, height, seeds }) => {
        const expected = seeds.map((_, i) => {
          let least = noSeed;
          seeds.forEach((seed, j) => {
            if (seed) least = Math.min(least, ((j % width) - (i % width)) ** 2 + (Math.floor(j / width) - Math.floor(i / width)) ** 2);
          });
          return least;
        });
        expect([...squaredDistances({ width, height }, (i) => seeds[i]!)]).toEqual(expected);
      }),
      { seed: 1, numRuns: 80 },
    );
  });

  it('stay whole numbers at the largest sides', () => {
    const squares = squaredDistances({ width: 8192, height: 2 }, (i) => i === 0);
    expect(squares[2 * 8192 - 1]).toBe(8191 ** 2 + 1);
  });
});

describe('distanceToZero', () => {
  it('is the root, and infinite where nothing is 0', () => {
    expect([...distanceToZero(Uint8Array.of(0, 1, 1, 1, 1, 1), { width: 3, height: 2 })]).toEqual([
      0,
      1,
      2,
      1,
      Math.fround(Math.SQRT2),
      Math.fround(Math.sqrt(5)),
    ]);
    expect([...distanceToZero(Uint8Array.of(9, 9), { width: 2, height: 1 })]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});
