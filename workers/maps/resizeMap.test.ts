import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyMap } from './modifiers/testing';
import { resizeMap } from './resizeMap';

const side = fc.integer({ min: 1, max: 20 });
const filled = (count: number, value: number) => new Uint8Array(count).fill(value);

describe('resizeMap', () => {
  it('shrinks by area and enlarges between centres, along each axis by itself', () => {
    fc.assert(
      fc.property(anyMap(14), side, side, (map, width, height) => {
        const weights = (from: number, to: number, i: number) => {
          if (to >= from) {
            const centre = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
            return Array.from({ length: from }, (_, j) => Math.max(0, 1 - Math.abs(j - centre)));
          }
          return Array.from(
            { length: from },
            (_, j) => (Math.max(0, Math.min(j + 1, ((i + 1) * from) / to) - Math.max(j, (i * from) / to)) * to) / from,
          );
        };
        resizeMap(map.values, map, { width, height }).forEach((value, i) => {
          const columns = weights(map.width, width, i % width);
          const rows = weights(map.height, height, Math.floor(i / width));
          let sum = 0;
          rows.forEach((row, y) => columns.forEach((column, x) => (sum += row * column * map.values[y * map.width + x]!)));
          expect(Math.abs(value - sum)).toBeLessThanOrEqual(0.5001);
        });
      }),
      { seed: 1, numRuns: 80 },
    );
  });

  it('keeps a map of the same size, and flat maps flat', () => {
    fc.assert(
      fc.property(anyMap(14), side, side, fc.nat(255), (map, width, height, value) => {
        expect([...resizeMap(map.values, map, map)]).toEqual([...map.values]);
        expect([...resizeMap(filled(map.values.length, value), map, { width, height })]).toEqual([...filled(width * height, value)]);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('keeps the mean when it halves', () => {
    expect([...resizeMap(Uint8Array.of(0, 100, 200, 255), { width: 2, height: 2 }, { width: 1, height: 1 })]).toEqual([139]);
  });

  it('refuses another number of values', () => {
    expect(() => resizeMap(new Uint8Array(5), { width: 2, height: 2 }, { width: 1, height: 1 })).toThrow(/5 values, which is not 2 × 2/);
  });
});
