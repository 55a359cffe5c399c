import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOfChange } from './bounds';

describe('boundsOfChange', () => {
  it('has none for a black map', () => expect(boundsOfChange(new Uint8Array(12), { width: 4, height: 3 })).toBeNull());

  it('finds a single faint pixel at a corner', () => {
    const map = new Uint8Array(12);
    map[11] = 1;
    expect(boundsOfChange(map, { width: 4, height: 3 })).toEqual({ x: 3, y: 2, width: 1, height: 1 });
  });

  it('agrees with looking at every pixel', () => {
    const maps = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc
          .array(fc.constantFrom(0, 0, 0, 0, 7, 255), { minLength: width * height, maxLength: width * height })
          .map((values) => ({ width, height, values })),
      );
    fc.assert(
      fc.property(maps, ({ width, height, values }) => {
        const painted = values.flatMap((value, i) => (value ? [{ x: i % width, y: Math.floor(i / width) }] : []));
        const xs = painted.map(({ x }) => x);
        const ys = painted.map(({ y }) => y);
        const expected =
          painted.length === 0
            ? null
            : {
                x: Math.min(...xs),
                y: Math.min(...ys),
                width: Math.max(...xs) - Math.min(...xs) + 1,
                height: Math.max(...ys) - Math.min(...ys) + 1,
              };
        expect(boundsOfChange(Uint8Array.from(values), { width, height })).toEqual(expected);
      }),
      { seed: 3 },
    );
  });
});
