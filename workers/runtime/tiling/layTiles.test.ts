import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layTiles } from './layTiles';
import { tileWeights } from './tileWeights';

const cases = fc
  .record({
    side: fc.integer({ min: 1, max: 400 }),
    tile: fc.integer({ min: 2, max: 120 }),
    part: fc.double({ min: 0, max: 0.5, noNaN: true }),
    fixed: fc.boolean(),
    scale: fc.constantFrom(1, 4, 8),
  })
  .map(({ part, ...rest }) => ({ ...rest, overlap: Math.floor(rest.tile * part) }));

it('covers every side, with tiles no longer than allowed that share at least the overlap', () => {
  fc.assert(
    fc.property(cases, ({ side, tile, overlap, fixed }) => {
      const { starts, length } = layTiles(side, tile, overlap, fixed);
      expect(length).toBeLessThanOrEqual(tile);
      if (fixed) expect(length).toBe(tile);
      expect(starts[0]).toBe(0);
      if (starts.length > 1) expect((starts.at(-1) ?? 0) + length).toBe(side);
      else expect(length).toBeGreaterThanOrEqual(side);
      starts.slice(1).forEach((start, i) => {
        // Starts are whole cells: spreading may round one of the two neighbours.
        expect((starts[i] ?? 0) + length - start).toBeGreaterThanOrEqual(overlap - (fixed ? 0 : 1));
      });
    }),
  );
});

it('gives one tile where the side fits', () => {
  expect(layTiles(64, 64, 16, false)).toEqual({ starts: [0], length: 64 });
  expect(layTiles(40, 64, 16, false)).toEqual({ starts: [0], length: 40 });
  expect(layTiles(40, 64, 16, true)).toEqual({ starts: [0], length: 64 });
  expect(layTiles(96, 64, 16, true)).toEqual({ starts: [0, 32], length: 64 });
});

it('weighs all tiles to 1 everywhere, without a jump', () => {
  fc.assert(
    fc.property(cases, ({ side, tile, overlap, fixed, scale }) => {
      const row = layTiles(side, tile, overlap, fixed);
      const weights = tileWeights(row, scale);
      const total = new Float64Array(Math.max(side, row.length) * scale);
      weights.forEach((own, i) =>
        own.forEach((weight, place) => {
          expect(weight).toBeGreaterThanOrEqual(0);
          const at = (row.starts[i] ?? 0) * scale + place;
          total[at] = (total[at] as number) + weight;
        }),
      );
      expect(total.every((sum) => Math.abs(sum - 1) < 1e-6)).toBe(true);
    }),
  );
});

it('does not count the outer quarter of an overlap, where a tile saw a border that is none', () => {
  const [first, second] = tileWeights({ starts: [0, 48], length: 64 }, 1);
  expect([...(second ?? [])].slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect([...(first ?? [])].slice(60)).toEqual([0, 0, 0, 0]);
  expect([...(first ?? [])].slice(0, 48).every((weight) => weight === 1)).toBe(true);
});
