import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourRange } from './colourRange';
import { luminance, saturation } from './colourValues';
import { oklab } from './oklab';
import type { Picture } from './pictureRegion';

const pixels = (...colours: readonly (readonly [number, number, number, number?])[]): Picture => ({
  width: colours.length,
  height: 1,
  rgba: Uint8Array.from(colours.flatMap(([r, g, b, a = 255]) => [r, g, b, a])),
});
const row = (count: number) => ({ x: 0, y: 0, width: count, height: 1 });
const byte = fc.nat(255);

describe('luminance and saturation', () => {
  it('are those of known colours', () => {
    const picture = pixels([0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255], [200, 150, 100]);
    expect([...luminance(picture, row(6), false)]).toEqual([0, 255, 54, 182, 18, 157]);
    expect([...luminance(picture, row(6), true)]).toEqual([255, 0, 201, 73, 237, 98]);
    expect([...saturation(picture, row(6), false)]).toEqual([0, 0, 255, 255, 255, 128]);
  });

  it('count what is transparent by its alpha, either way', () => {
    const picture = pixels([255, 255, 255, 0], [255, 255, 255, 51], [0, 0, 0, 0]);
    expect([...luminance(picture, row(3), false)]).toEqual([0, 51, 0]);
    expect([...luminance(picture, row(3), true)]).toEqual([0, 0, 0]);
  });

  it('read the rectangle they are asked for', () => {
    const picture: Picture = {
      width: 3,
      height: 2,
      rgba: Uint8Array.from({ length: 24 }, (_, i) => (i % 4 === 3 ? 255 : Math.floor(i / 4) * 10)),
    };
    expect([...luminance(picture, { x: 1, y: 0, width: 2, height: 2 }, false)]).toEqual([10, 20, 40, 50]);
  });
});

describe('oklab', () => {
  it('gives the published values', () => {
    const lab = (r: number, g: number, b: number) => {
      const out = new Float64Array(3);
      oklab(r, g, b, out);
      return [...out];
    };
    for (const [found, expected] of [
      [lab(255, 255, 255), [1, 0, 0]],
      [lab(255, 0, 0), [0.62796, 0.22486, 0.12585]],
      [lab(0, 255, 0), [0.86644, -0.23389, 0.1795]],
      [lab(0, 0, 255), [0.45201, -0.03246, -0.31153]],
      [lab(0, 0, 0), [0, 0, 0]],
    ] as const)
      found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
  });
});

describe('colourRange', () => {
  const range = (picture: Picture, tolerance: number, softness: number, invert = false) => [
    ...colourRange(picture, row(picture.width), {
      kind: 'colour-range',
      colours: [
        [255, 0, 0],
        [0, 0, 255],
      ],
      tolerance,
      softness,
      invert,
    }),
  ];

  it('chooses the picked colours fully and far ones not at all', () => {
    const picture = pixels([255, 0, 0], [0, 0, 255], [0, 255, 0], [250, 5, 5]);
    expect(range(picture, 0, 0)).toEqual([255, 255, 0, 0]);
    expect(range(picture, 0.05, 0)).toEqual([255, 255, 0, 255]);
    expect(range(picture, 0.05, 0, true)).toEqual([0, 0, 255, 0]);
  });

  it('falls evenly over its softness', () => {
    fc.assert(
      fc.property(
        byte,
        byte,
        byte,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (r, g, b, tolerance, softness) => {
          const lab = new Float64Array(3);
          const distance = Math.min(
            ...[
              [255, 0, 0],
              [0, 0, 255],
            ].map(([pr, pg, pb]) => {
              const other = new Float64Array(3);
              oklab(pr!, pg!, pb!, other);
              oklab(r, g, b, lab);
              return Math.hypot(lab[0]! - other[0]!, lab[1]! - other[1]!, lab[2]! - other[2]!);
            }),
          );
          const expected = 255 * Math.min(1, Math.max(0, 1 - (distance - tolerance) / softness));
          expect(Math.abs(range(pixels([r, g, b]), tolerance, softness)[0]! - expected)).toBeLessThanOrEqual(0.501);
        },
      ),
      { seed: 1 },
    );
  });
});
