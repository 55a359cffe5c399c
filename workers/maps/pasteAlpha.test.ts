import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { distanceToZero } from './distance';
import { pasteAlpha } from './pasteAlpha';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const grid = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 0, 1, 9, 128, 255), { minLength: width * height, maxLength: width * height })
      .map((values) => ({ size: { width, height }, map: Uint8Array.from(values) })),
  );

describe('distanceToZero', () => {
  it('agrees with the nearest of all zero pixels', () => {
    fc.assert(
      fc.property(grid, ({ size, map }) => {
        const distance = distanceToZero(map, size);
        map.forEach((_, i) => {
          let nearest = Number.POSITIVE_INFINITY;
          map.forEach((value, j) => {
            if (value === 0)
              nearest = Math.min(
                nearest,
                Math.hypot((i % size.width) - (j % size.width), Math.floor(i / size.width) - Math.floor(j / size.width)),
              );
          });
          if (nearest === Number.POSITIVE_INFINITY) expect(distance[i]).toBe(nearest);
          else expect(distance[i]).toBeCloseTo(nearest, 5);
        });
      }),
      { seed: 11 },
    );
  });
});

describe('pasteAlpha', () => {
  it('is full from 5 % of change on and fades below', () => {
    const alpha = pasteAlpha(Uint8Array.of(0, 1, 6, 13, 128, 255), { width: 6, height: 1 }, 0);
    expect(alpha[0]).toBe(0);
    expect(alpha[1]).toBeCloseTo(1 / 255 / 0.05, 6);
    expect(alpha[2]).toBeCloseTo(6 / 255 / 0.05, 6);
    expect([...alpha.subarray(3)]).toEqual([1, 1, 1]);
  });

  it('softens inwards only: never above the hard alpha, 0 exactly where nothing may change, full far inside', () => {
    fc.assert(
      fc.property(grid, fc.double({ min: 0, max: 5, noNaN: true }), ({ size, map }, softness) => {
        const hard = pasteAlpha(map, size, 0);
        const soft = pasteAlpha(map, size, softness);
        const distance = distanceToZero(map, size);
        map.forEach((value, i) => {
          expect(soft[i]! === 0).toBe(value === 0);
          expect(soft[i]!).toBeLessThanOrEqual(hard[i]!);
          if (distance[i]! >= softness + 1) expect(soft[i]).toBe(hard[i]);
        });
      }),
      { seed: 5 },
    );
  });

  it('rises evenly from the edge', () => {
    const alpha = pasteAlpha(Uint8Array.of(0, 255, 255, 255, 255), { width: 5, height: 1 }, 3);
    expect([...alpha]).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
});
