import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapModifierSchema } from '../../protocol/mapModifiers';
import { lookupTable } from './lookupTable';
import { monotoneCurve } from './monotoneCurve';
import { isPointwise, pointwise } from './pointwise';
import { anyModifier } from './testing';

describe('pointwise modifiers', () => {
  it('levels spread black to white and bend by gamma', () => {
    const table = lookupTable([{ kind: 'levels', black: 51 / 255, white: 204 / 255, gamma: 2 }])!;
    for (let value = 0; value < 256; value++) {
      const t = Math.min(1, Math.max(0, (value - 51) / 153));
      expect(table[value]).toBe(Math.round(255 * Math.sqrt(t)));
    }
    expect([...lookupTable([{ kind: 'levels', black: 0.5, white: 0.5, gamma: 1 }])!].filter((value) => value === 255)).toHaveLength(128);
  });

  it('posterise to evenly spaced values', () => {
    const table = lookupTable([{ kind: 'posterise', levels: 4 }])!;
    expect([...new Set(table)]).toEqual([0, 85, 170, 255]);
    expect([table[42], table[43], table[127], table[128]]).toEqual([0, 85, 85, 170]);
  });

  it('invert to 255 − v, twice to v', () => {
    const table = lookupTable([{ kind: 'invert' }])!;
    for (let value = 0; value < 256; value++) expect(table[value]).toBe(255 - value);
    expect([...lookupTable([{ kind: 'invert' }, { kind: 'invert' }])!]).toEqual([...Array(256).keys()]);
  });

  it('limit to a range in three ways', () => {
    const range = (how: 'cut' | 'clamp' | 'scale', softness = 0) =>
      lookupTable([{ kind: 'range', low: 51 / 255, high: 102 / 255, how, softness }])!;
    expect([50, 51, 102, 103].map((value) => range('cut')[value])).toEqual([0, 51, 102, 0]);
    expect([0, 51, 80, 255].map((value) => range('clamp')[value])).toEqual([51, 51, 80, 102]);
    expect([0, 85, 255].map((value) => range('scale')[value])).toEqual([51, 68, 102]);
    const soft = range('cut', 51 / 255);
    expect([0, 153, 128, 254].map((value) => soft[value])).toEqual([0, 0, Math.round((128 * 25) / 51), 0]);
  });

  it('cap and raise, leaving unpainted pixels alone where asked', () => {
    expect([0, 100, 255].map((value) => lookupTable([{ kind: 'maximum', strength: 0.4 }])![value])).toEqual([0, 100, 102]);
    expect([0, 1, 200].map((value) => lookupTable([{ kind: 'floor', strength: 0.4, paintedOnly: true }])![value])).toEqual([0, 102, 200]);
    expect([0, 1, 200].map((value) => lookupTable([{ kind: 'floor', strength: 0.4, paintedOnly: false }])![value])).toEqual([
      102, 102, 200,
    ]);
  });

  it('are folded in float and rounded once', () => {
    // Rounded in between, half and double would lose every odd value.
    const half = { kind: 'range', low: 0, high: 0.5, how: 'scale', softness: 0 } as const;
    const double = { kind: 'levels', black: 0, white: 0.5, gamma: 1 } as const;
    expect([...lookupTable([half, double])!]).toEqual([...Array(256).keys()]);
  });

  it('stay within 0…1, and the schema takes them', () => {
    fc.assert(
      fc.property(anyModifier, fc.double({ min: 0, max: 1, noNaN: true }), (modifier, value) => {
        expect(mapModifierSchema.parse(modifier)).toEqual(modifier);
        if (!isPointwise(modifier)) {
          expect(lookupTable([modifier])).toBeNull();
          return;
        }
        const out = pointwise(modifier)(value);
        expect(out).toBeGreaterThanOrEqual(0);
        expect(out).toBeLessThanOrEqual(1);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('curves whose points do not go from left to right are refused', () => {
    expect(
      mapModifierSchema.safeParse({
        kind: 'curve',
        points: [
          { x: 0.5, y: 0 },
          { x: 0.5, y: 1 },
        ],
      }).success,
    ).toBe(false);
    expect(mapModifierSchema.safeParse({ kind: 'curve', points: [{ x: 0, y: 0 }] }).success).toBe(false);
  });
});

describe('monotoneCurve', () => {
  const points = fc
    .uniqueArray(fc.record({ x: fc.integer({ min: 0, max: 100 }), y: fc.integer({ min: 0, max: 100 }) }), {
      minLength: 2,
      maxLength: 8,
      selector: ({ x }) => x,
    })
    .map((some) => some.sort((a, b) => a.x - b.x).map(({ x, y }) => ({ x: x / 100, y: y / 100 })));

  it('goes through its points, between two of them only the way they go', () => {
    fc.assert(
      fc.property(points, (some) => {
        const curve = monotoneCurve(some);
        some.forEach(({ x, y }) => expect(curve(x)).toBeCloseTo(y, 12));
        for (let i = 1; i < some.length; i++) {
          const [a, b] = [some[i - 1]!, some[i]!];
          const direction = Math.sign(b.y - a.y);
          let before = a.y;
          for (let k = 1; k <= 40; k++) {
            const value = curve(a.x + ((b.x - a.x) * k) / 40);
            if (direction === 0) expect(value).toBeCloseTo(a.y, 12);
            else expect((value - before) * direction).toBeGreaterThanOrEqual(-1e-12);
            before = value;
          }
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('is a straight line through points on one, constant beyond its ends, and smooth', () => {
    const line = monotoneCurve([
      { x: 0.1, y: 0.2 },
      { x: 0.4, y: 0.5 },
      { x: 0.7, y: 0.8 },
    ]);
    for (let x = 0.1; x <= 0.7; x += 0.05) expect(line(x)).toBeCloseTo(x + 0.1, 12);
    expect([line(0), line(1)]).toEqual([0.2, 0.8]);
    const bent = monotoneCurve([
      { x: 0, y: 0 },
      { x: 0.5, y: 0.2 },
      { x: 1, y: 1 },
    ]);
    const slope = (x: number) => (bent(x + 1e-6) - bent(x - 1e-6)) / 2e-6;
    expect(slope(0.5 - 1e-5)).toBeCloseTo(slope(0.5 + 1e-5), 3);
    // Fritsch–Carlson: the inner slope is the mean of the secants 0.4 and 1.6, within the circle of radius 3.
    expect(slope(0.5)).toBeCloseTo(1, 3);
  });
});
