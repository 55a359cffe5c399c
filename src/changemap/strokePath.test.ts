import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dabSpacingPx, StrokePath, type PathPoint } from './strokePath';

type Position = Pick<PathPoint, 'x' | 'y'>;
const pressed = (sample: Position): PathPoint => ({ pressure: 1, ...sample });
const walk = (path: StrokePath, samples: readonly Position[]) => [
  ...samples.flatMap((sample) => [...path.add(pressed(sample))]),
  ...path.finish(),
];
const distance = (a: Position, b: Position) => Math.hypot(a.x - b.x, a.y - b.y);

describe('dabSpacingPx', () => {
  it('is 12 % of the diameter, at least a pixel, and less for large brushes', () => {
    expect(dabSpacingPx(1)).toBe(1);
    expect(dabSpacingPx(25)).toBeCloseTo(3);
    expect(dabSpacingPx(400)).toBe(20);
  });

  it('follows the spacing that is asked for', () => {
    expect(dabSpacingPx(100, 0.5)).toBeCloseTo((0.5 / 0.12) * 10);
    expect(dabSpacingPx(20, 1)).toBeCloseTo(20);
    expect(dabSpacingPx(20, 0.01)).toBe(1);
  });

  it('leaves scallops of no more than about a quarter of a pixel on a hard edge', () => {
    for (let radius = 4; radius <= 1000; radius *= 2) {
      const half = dabSpacingPx(2 * radius) / 2;
      expect(radius - Math.sqrt(radius * radius - half * half)).toBeLessThan(0.26);
    }
  });
});

describe('StrokePath', () => {
  it('sets one dab for a click', () => {
    expect(walk(new StrokePath(4), [{ x: 3, y: 9 }])).toEqual([{ x: 3, y: 9, pressure: 1 }]);
  });

  it('sets dabs at equal distances on a straight line, and one at its end', () => {
    const dabs = walk(new StrokePath(4), [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ]);
    expect(dabs.map(({ x }) => Math.round(x * 1e6) / 1e6)).toEqual([0, 4, 8, 10]);
    expect(dabs.every(({ y }) => y === 0)).toBe(true);
  });

  it('carries the pressure along the way', () => {
    const path = new StrokePath(5);
    path.add({ x: 0, y: 0, pressure: 0 });
    const dabs = path.add({ x: 100, y: 0, pressure: 1 });
    for (const dab of dabs) expect(dab.pressure).toBeCloseTo(dab.x / 100, 1);
    expect(dabs.length).toBeGreaterThan(15);
  });

  it('does not depend on how often a straight line is sampled', () => {
    const ends = (count: number) => Array.from({ length: count + 1 }, (_, i) => ({ x: (30 * i) / count, y: (40 * i) / count }));
    const coarse = walk(new StrokePath(3), ends(1));
    const fine = walk(new StrokePath(3), ends(17));
    expect(fine).toHaveLength(coarse.length);
    fine.forEach((dab, i) => expect(distance(dab, coarse[i]!)).toBeLessThan(1e-6));
  });

  it('reaches the newest sample without waiting for the next', () => {
    const path = new StrokePath(1);
    path.add({ x: 0, y: 0, pressure: 1 });
    expect(path.add({ x: 20, y: 0, pressure: 1 }).at(-1)!.x).toBeGreaterThan(19);
  });

  it('rounds the corners between samples of a circle', () => {
    const samples = Array.from({ length: 13 }, (_, i) => ({ x: 100 * Math.cos((i * Math.PI) / 6), y: 100 * Math.sin((i * Math.PI) / 6) }));
    const dabs = walk(new StrokePath(2), samples);
    const radii = dabs.map((dab) => Math.hypot(dab.x, dab.y));
    // A chord between samples 30° apart would come as near as 96.6 to the centre.
    expect(Math.min(...radii.slice(60))).toBeGreaterThan(97.6);
    expect(Math.max(...radii)).toBeLessThan(101.5);
  });

  it('never sets dabs further apart than the spacing, begins and ends with the hand, and stays near the samples', () => {
    const points = fc.array(
      fc.record({ x: fc.double({ min: -200, max: 200, noNaN: true }), y: fc.double({ min: -200, max: 200, noNaN: true }) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        points,
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (samples, spacing, stabiliser) => {
          const dabs = walk(new StrokePath(spacing, stabiliser), samples);
          expect(dabs[0]).toEqual(pressed(samples[0]!));
          expect(distance(dabs.at(-1)!, samples.at(-1)!)).toBeLessThan(0.02);
          for (let i = 1; i < dabs.length; i += 1)
            if (distance(dabs[i]!, dabs[i - 1]!) > spacing + 1e-6) throw new Error(`gap before dab ${i}`);
          const longest = Math.max(0, ...samples.map((sample, i) => (i > 0 ? distance(sample, samples[i - 1]!) : 0)));
          for (const dab of dabs)
            if (Math.min(...samples.map((sample) => distance(sample, dab))) > longest + 1e-6) throw new Error('far from every sample');
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it('with a stabiliser trembles less and still arrives', () => {
    const samples = Array.from({ length: 60 }, (_, i) => ({ x: i * 4, y: i % 2 === 0 ? 6 : -6 }));
    const roughness = (dabs: readonly PathPoint[]) => dabs.reduce((sum, dab, i) => sum + (i > 0 ? Math.abs(dab.y - dabs[i - 1]!.y) : 0), 0);
    const steady = walk(new StrokePath(1, 0.7), samples);
    expect(roughness(steady)).toBeLessThan(roughness(walk(new StrokePath(1, 0), samples)) / 2);
    expect(distance(steady.at(-1)!, samples.at(-1)!)).toBeLessThan(0.02);
  });
});
