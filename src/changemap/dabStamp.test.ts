import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageAt, dabStamp, falloff, halfCoverageRadiusPx } from './dabStamp';

const shapes = fc.record({ radiusPx: fc.double({ min: 0.5, max: 40, noNaN: true }), hardness: fc.double({ min: 0, max: 1, noNaN: true }) });

describe('coverage', () => {
  it('is 1 in the core, a half in the middle of the edge, 0 outside', () => {
    const shape = { radiusPx: 10, hardness: 0.5 };
    expect(falloff(shape)).toEqual({ innerPx: 5, outerPx: 10.5 });
    expect([coverageAt(0, shape), coverageAt(5, shape), coverageAt(7.75, shape), coverageAt(10.5, shape), coverageAt(99, shape)]).toEqual([
      1, 1, 0.5, 0, 0,
    ]);
    expect(halfCoverageRadiusPx(shape)).toBe(7.75);
  });

  it('of a hard brush still melts over one pixel', () => {
    const shape = { radiusPx: 10, hardness: 1 };
    expect(falloff(shape)).toEqual({ innerPx: 9.5, outerPx: 10.5 });
    expect(coverageAt(10, shape)).toBeCloseTo(0.5);
  });

  it('follows t²(3 − 2t)', () => {
    const t = 0.25;
    expect(coverageAt(10.5 - t * 5.5, { radiusPx: 10, hardness: 0.5 })).toBeCloseTo(t * t * (3 - 2 * t));
  });

  it('never rises with the distance and never leaves 0…1', () => {
    fc.assert(
      fc.property(shapes, fc.double({ min: 0, max: 60, noNaN: true }), fc.double({ min: 0, max: 60, noNaN: true }), (shape, a, b) => {
        const near = coverageAt(Math.min(a, b), shape);
        const far = coverageAt(Math.max(a, b), shape);
        expect(near).toBeGreaterThanOrEqual(far);
        expect(near).toBeLessThanOrEqual(1);
        expect(far).toBeGreaterThanOrEqual(0);
      }),
      { seed: 3 },
    );
  });
});

describe('dabStamp', () => {
  it('draws the smallest brush on the pixel it is over', () => {
    const { width, height, coverage } = dabStamp({ radiusPx: 0.5, hardness: 1 }, 0.5, 0.5);
    expect([width, height]).toEqual([3, 3]);
    expect([...coverage]).toEqual([0, 0, 0, 0, 255, 0, 0, 0, 0]);
  });

  it('draws a hard disc of two pixels around a corner', () => {
    const { width, coverage } = dabStamp({ radiusPx: 1, hardness: 1 }, 0, 0);
    const one = Math.round(255 * coverageAt(Math.SQRT1_2, { radiusPx: 1, hardness: 1 }));
    expect(width).toBe(4);
    expect([...coverage]).toEqual([0, 0, 0, 0, 0, one, one, 0, 0, one, one, 0, 0, 0, 0, 0]);
  });

  it('is the same from all sides where its centre is on a corner or in the middle of a pixel', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(0, 0.5), (shape, fraction) => {
        const { width, coverage } = dabStamp(shape, fraction, fraction);
        for (let y = 0; y < width; y += 1) {
          for (let x = 0; x < width; x += 1) {
            const value = coverage[y * width + x];
            if (value !== coverage[y * width + width - 1 - x] || value !== coverage[x * width + y]) throw new Error(`${x}, ${y}`);
          }
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('holds all of the dab: its rim is 0', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(0, 0.25, 0.5, 0.75), fc.constantFrom(0, 0.25, 0.5, 0.75), (shape, fractionX, fractionY) => {
        const { width, height, centreX, centreY } = dabStamp(shape, fractionX, fractionY);
        const reach = shape.radiusPx + 0.5;
        expect(Math.min(centreX, centreY, width - centreX, height - centreY)).toBeGreaterThanOrEqual(reach - 1e-9);
      }),
      { seed: 5 },
    );
  });
});
