import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dilate, erode } from './dilate';
import { anyMap, whole, type TestMap } from './testing';

function overDisc({ values, width, height }: TestMap, radiusPx: number, pick: (a: number, b: number) => number): number[] {
  return Array.from({ length: width * height }, (_, i) => {
    let best = values[i]!;
    for (let j = 0; j < width * height; j++) {
      const dx = (j % width) - (i % width);
      const dy = Math.floor(j / width) - Math.floor(i / width);
      if (dx * dx + dy * dy <= radiusPx * radiusPx) best = pick(best, values[j]!);
    }
    return best;
  });
}

const radius = fc.oneof(fc.double({ min: 0, max: 12, noNaN: true }), fc.constantFrom(5, Math.SQRT2, Math.sqrt(5), 10));
const floats = (map: TestMap) => Float32Array.from(map.values);

describe('dilate and erode', () => {
  it('are the maximum and the minimum over a Euclidean disc', () => {
    fc.assert(
      fc.property(anyMap(22), radius, (map, radiusPx) => {
        expect([...dilate(floats(map), whole(map), whole(map), radiusPx)]).toEqual(overDisc(map, radiusPx, Math.max));
        expect([...erode(floats(map), whole(map), whole(map), radiusPx)]).toEqual(overDisc(map, radiusPx, Math.min));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('are the same for maps of two values (by distance) and of many (by rows)', () => {
    fc.assert(
      fc.property(anyMap(24), radius, (map, radiusPx) => {
        const binary = { ...map, values: map.values.map((value) => (value > 100 ? 255 : 0)) };
        const grown = dilate(floats(binary), whole(map), whole(map), radiusPx);
        expect([...grown]).toEqual(overDisc(binary, radiusPx, Math.max));
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('grow a spot to a disc of that radius', () => {
    const side = 31;
    const values = new Uint8Array(side * side);
    values[15 * side + 15] = 200;
    const grown = dilate(
      Float32Array.from(values),
      { x: 0, y: 0, width: side, height: side },
      { x: 0, y: 0, width: side, height: side },
      10,
    );
    grown.forEach((value, i) => expect(value).toBe(Math.hypot((i % side) - 15, Math.floor(i / side) - 15) <= 10 ? 200 : 0));
  });

  it('order: shrink ≤ map ≤ grow; closing keeps and opening never adds', () => {
    fc.assert(
      fc.property(anyMap(20), radius, (map, radiusPx) => {
        const rect = whole(map);
        const closed = erode(dilate(floats(map), rect, rect, radiusPx), rect, rect, radiusPx);
        const opened = dilate(erode(floats(map), rect, rect, radiusPx), rect, rect, radiusPx);
        map.values.forEach((value, i) => {
          expect(closed[i]).toBeGreaterThanOrEqual(value);
          expect(opened[i]).toBeLessThanOrEqual(value);
        });
      }),
      { seed: 3, numRuns: 40 },
    );
  });
});
