import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillMap, fillPicture } from './floodFill';

const maps = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 })).chain(([width, height]) =>
  fc
    .record({
      values: fc.array(fc.constantFrom(0, 0, 10, 20, 200), { minLength: width * height, maxLength: width * height }),
      x: fc.nat(width - 1),
      y: fc.nat(height - 1),
    })
    .map((rest) => ({ width, height, ...rest })),
);

/** Spreads step by step until nothing is added. */
function fillByDefinition(
  { width, values, x, y }: { width: number; values: number[]; x: number; y: number },
  most: number,
  contiguous: boolean,
): boolean[] {
  const seed = values[y * width + x]!;
  const alike = values.map((value) => Math.abs(value - seed) <= most);
  if (!contiguous) return alike;
  const filled = values.map((_, i) => i === y * width + x);
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < values.length; i++) {
      if (filled[i] || !alike[i]) continue;
      const next = [i % width > 0 && filled[i - 1], i % width < width - 1 && filled[i + 1], filled[i - width], filled[i + width]];
      if (next.some(Boolean)) {
        filled[i] = true;
        changed = true;
      }
    }
  }
  return filled;
}

describe('fillMap', () => {
  it('covers what hangs together, or everything alike, in the smallest rectangle', () => {
    fc.assert(
      fc.property(maps, fc.constantFrom(0, 10, 255), fc.boolean(), (map, most, contiguous) => {
        const expected = fillByDefinition(map, most, contiguous);
        const { rect, coverage } = fillMap(
          Uint8Array.from(map.values),
          map,
          { x: map.x + 0.7, y: map.y + 0.2 },
          { tolerance: most / 255, contiguous },
        )!;
        const set = [...expected.keys()].filter((i) => expected[i]);
        const xs = set.map((i) => i % map.width);
        const ys = set.map((i) => Math.floor(i / map.width));
        expect(rect).toEqual({
          x: Math.min(...xs),
          y: Math.min(...ys),
          width: Math.max(...xs) - Math.min(...xs) + 1,
          height: Math.max(...ys) - Math.min(...ys) + 1,
        });
        coverage.forEach((value, i) =>
          expect(value).toBe(expected[(rect.y + Math.floor(i / rect.width)) * map.width + rect.x + (i % rect.width)] ? 255 : 0),
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('is nothing outside', () => {
    expect(fillMap(new Uint8Array(4), { width: 2, height: 2 }, { x: 2, y: 0 }, { tolerance: 1, contiguous: true })).toBeNull();
    expect(fillMap(new Uint8Array(4), { width: 2, height: 2 }, { x: 0, y: -0.1 }, { tolerance: 1, contiguous: true })).toBeNull();
  });

  it('fills a comb and a spiral without running out of stack', () => {
    const side = 401;
    const comb = Uint8Array.from({ length: side * side }, (_, i) => (Math.floor(i / side) === 0 || (i % side) % 2 === 0 ? 9 : 200));
    const { coverage } = fillMap(comb, { width: side, height: side }, { x: 0, y: 200 }, { tolerance: 0, contiguous: true })!;
    expect(coverage.reduce((sum, value) => sum + value, 0) / 255).toBe(comb.filter((value) => value === 9).length);
  });
});

describe('fillPicture', () => {
  const picture = (...pixels: number[][]) => ({ width: pixels.length, height: 1, rgba: Uint8Array.from(pixels.flat()) });

  it('compares the channel that differs most, alpha too', () => {
    const row = picture([100, 100, 100, 255], [110, 95, 100, 255], [111, 100, 100, 255], [100, 100, 100, 255], [100, 100, 100, 200]);
    const fill = (contiguous: boolean) => fillPicture(row, { x: 0, y: 0 }, { tolerance: 10 / 255, contiguous })!;
    expect(fill(true).rect.width).toBe(2);
    expect([...fill(false).coverage]).toEqual([255, 255, 0, 255]);
  });

  it('takes transparent pixels as alike, whatever colour they hide', () => {
    const row = picture([0, 0, 0, 0], [255, 9, 80, 0], [0, 0, 0, 255]);
    expect(fillPicture(row, { x: 0, y: 0 }, { tolerance: 0, contiguous: true })!.rect.width).toBe(2);
  });
});
