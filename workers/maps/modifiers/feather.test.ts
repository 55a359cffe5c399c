import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Feather } from './feather';
import { feather } from './feather';
import { gaussianBlur, gaussianKernel, gaussianReachPx } from './gaussian';
import { coarseFromSigmaPx } from './coarseGaussian';
import { dilate } from './dilate';
import { anyMap, whole, type TestMap } from './testing';

const run = (map: TestMap, sigmaPx: number, direction: Feather['direction']) =>
  feather(Float32Array.from(map.values), whole(map), whole(map), map, { kind: 'feather', sigmaPx, direction });

/** G_σ * v by its definition: the double sum over the window, values beyond the border repeated. */
function blurByDefinition(
  { values, width, height }: { values: ArrayLike<number>; width: number; height: number },
  sigmaPx: number,
): number[] {
  const reach = Math.floor(3 * sigmaPx);
  const weight = (dx: number, dy: number) => (reach === 0 ? 1 : Math.exp(-(dx * dx + dy * dy) / (2 * sigmaPx * sigmaPx)));
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return Array.from({ length: width * height }, (_, i) => {
    let sum = 0;
    let weights = 0;
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const at = clamp(Math.floor(i / width) + dy, height - 1) * width + clamp((i % width) + dx, width - 1);
        sum += weight(dx, dy) * values[at]!;
        weights += weight(dx, dy);
      }
    }
    return sum / weights;
  });
}

const nearestPainted = ({ values, width, height }: TestMap, i: number) => {
  let nearest = Number.POSITIVE_INFINITY;
  for (let j = 0; j < width * height; j++)
    if (values[j]! > 0) nearest = Math.min(nearest, Math.hypot((j % width) - (i % width), Math.floor(j / width) - Math.floor(i / width)));
  return nearest;
};

const sigma = fc.double({ min: 0, max: 4, noNaN: true });

describe('the Gaussian kernel', () => {
  it('sums to 1, falls, and ends at 3σ', () => {
    const kernel = gaussianKernel(4.2);
    expect(kernel).toHaveLength(13);
    expect(kernel.reduce((sum, weight, d) => sum + (d === 0 ? 1 : 2) * weight, 0)).toBeCloseTo(1, 14);
    expect(kernel[3]! / kernel[0]!).toBeCloseTo(Math.exp(-9 / (2 * 4.2 ** 2)), 14);
    expect([...gaussianKernel(0), ...gaussianKernel(0.3)]).toEqual([1, 1]);
  });
});

describe('feather', () => {
  it('is the Gaussian by its definition, and 0 beyond 3σ', () => {
    fc.assert(
      fc.property(anyMap(24), sigma, (map, sigmaPx) => {
        const expected = blurByDefinition(map, sigmaPx);
        run(map, sigmaPx, 'both').forEach((value, i) => {
          if (nearestPainted(map, i) > 3 * sigmaPx) expect(value).toBe(0);
          else expect(value).toBeCloseTo(expected[i]!, 3);
        });
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('follows the normal distribution across a straight edge', () => {
    const map = { width: 80, height: 3, values: Uint8Array.from({ length: 240 }, (_, i) => (i % 80 < 40 ? 255 : 0)) };
    const out = run(map, 8, 'both');
    // Φ(−x/σ) with x from the edge, which lies between pixels 39 and 40.
    expect(out[40 + 80]! / 255).toBeCloseTo(0.475, 2);
    expect(out[48 + 80]! / 255).toBeCloseTo(0.144, 2);
    expect(out[55 + 80]! / 255).toBeCloseTo(0.0264, 2);
    expect(out[39 + 80]! + out[40 + 80]!).toBeCloseTo(255, 3);
  });

  it('outwards keeps every value, falls from the edge on, and ends at 3σ', () => {
    const map = { width: 80, height: 3, values: Uint8Array.from({ length: 240 }, (_, i) => (i % 80 < 40 ? 255 : 0)) };
    const row = [...run(map, 8, 'outwards').subarray(80, 160)];
    expect(row.slice(0, 40).every((value) => value === 255)).toBe(true);
    expect(row[40]).toBeGreaterThan(250);
    for (let x = 41; x < 80; x++) expect(row[x]).toBeLessThanOrEqual(row[x - 1]!);
    expect(row[40 + 12]! / 255).toBeCloseTo(0.46, 1);
    expect(row[62]).toBeGreaterThan(0);
    expect(row.slice(64).every((value) => value === 0)).toBe(true);
  });

  it('outwards is max(v, G_{σ/2} * dilate_{1.5σ}(v)); inwards is its mirror and lets nothing begin to change', () => {
    fc.assert(
      fc.property(anyMap(20), sigma, (map, sigmaPx) => {
        fc.pre(sigmaPx >= 1 / 3);
        const grown = dilate(Float32Array.from(map.values), whole(map), whole(map), 1.5 * sigmaPx);
        const expected = blurByDefinition({ ...map, values: grown }, sigmaPx / 2);
        run(map, sigmaPx, 'outwards').forEach((value, i) => {
          const far = nearestPainted(map, i) > 3 * sigmaPx;
          expect(value).toBeCloseTo(far ? 0 : Math.max(map.values[i]!, expected[i]!), 3);
        });
        const inverted = { ...map, values: map.values.map((value) => 255 - value) };
        const mirror = blurByDefinition(
          { ...map, values: dilate(Float32Array.from(inverted.values), whole(map), whole(map), 1.5 * sigmaPx) },
          sigmaPx / 2,
        );
        run(map, sigmaPx, 'inwards').forEach((value, i) => {
          expect(value).toBeCloseTo(255 - Math.max(inverted.values[i]!, mirror[i]!), 3);
          if (map.values[i] === 0) expect(value).toBe(0);
        });
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('cuts the corners of the window: a point amid paint further than 3σ stays 0', () => {
    const side = 41;
    const radius = 3 * 4;
    const values = Uint8Array.from({ length: side * side }, (_, i) =>
      Math.hypot((i % side) - 20, Math.floor(i / side) - 20) > radius ? 255 : 0,
    );
    const out = run({ width: side, height: side, values }, 3.99, 'both');
    expect(blurByDefinition({ width: side, height: side, values }, 3.99)[20 * side + 20]).toBeGreaterThan(0.5);
    expect(out[20 * side + 20]).toBe(0);
  });
});

describe('a blur of large σ', () => {
  const sigmas = fc.double({ min: coarseFromSigmaPx, max: 90, noNaN: true });
  /** A map that changes along x alone: the blur along y leaves it as it is. */
  const lines = fc
    .record({
      width: fc.integer({ min: 1, max: 400 }),
      runs: fc.array(fc.record({ from: fc.nat(400), value: fc.nat(255), slope: fc.integer({ min: -3, max: 3 }) }), { maxLength: 6 }),
    })
    .map(({ width, runs }) => {
      const values = new Float32Array(width);
      for (const { from, value, slope } of runs)
        for (let x = from; x < width; x++) values[x] = Math.min(255, Math.max(0, value + slope * (x - from)));
      return { width, values };
    });

  it('stays within a quarter of a level of the kernel’s sum', () => {
    fc.assert(
      fc.property(lines, sigmas, ({ width, values }, sigmaPx) => {
        const rect = { x: 0, y: 0, width, height: 1 };
        const kernel = gaussianKernel(sigmaPx);
        gaussianBlur(values, rect, rect, sigmaPx).forEach((value, x) => {
          let sum = kernel[0]! * values[x]!;
          for (let d = 1; d < kernel.length; d++) sum += kernel[d]! * (values[Math.max(0, x - d)]! + values[Math.min(width - 1, x + d)]!);
          expect(Math.abs(value - sum)).toBeLessThan(0.25);
        });
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('gives parts as the whole, bit for bit, and flat windows exactly', () => {
    fc.assert(
      fc.property(sigmas, fc.integer({ min: 0, max: 560 }), fc.integer({ min: 1, max: 40 }), fc.nat(1000), (sigmaPx, x, part, seed) => {
        const size = { width: 600, height: 9 };
        const values = Float32Array.from({ length: size.width * size.height }, (_, i) =>
          i % 600 < 120 ? 31.7 : Math.imul(i + seed, 2654435761) >>> 24,
        );
        const all = whole(size);
        const expected = gaussianBlur(values, all, all, sigmaPx);
        const to = { x, y: 2, width: part, height: 5 };
        const from = { x: Math.max(0, x - gaussianReachPx(sigmaPx)), y: 0, width: 0, height: 9 };
        const wide = { ...from, width: Math.min(600, x + part + gaussianReachPx(sigmaPx)) - from.x };
        const cut = Float32Array.from(
          { length: wide.width * 9 },
          (_, i) => values[Math.floor(i / wide.width) * 600 + wide.x + (i % wide.width)]!,
        );
        gaussianBlur(cut, wide, to, sigmaPx).forEach((value, i) =>
          expect(value).toBe(expected[(2 + Math.floor(i / part)) * 600 + x + (i % part)]),
        );
        const flat = new Float32Array(90).fill(31.7);
        expect(
          gaussianBlur(flat, { x: 3, y: 4, width: 10, height: 9 }, { x: 5, y: 4, width: 3, height: 2 }, sigmaPx).every(
            (value) => value === Math.fround(31.7),
          ),
        ).toBe(true);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it('is exactly 0 beyond 3σ as a feather, in each direction', () => {
    const map = { width: 500, height: 1, values: Uint8Array.from({ length: 500 }, (_, x) => (x < 100 ? 255 : 0)) };
    for (const direction of ['both', 'outwards'] as const) {
      const out = run(map, 40, direction);
      expect(out[99 + 120 + 1]).toBe(0);
      expect(out[99 + 100]).toBeGreaterThan(0);
      for (let x = 1; x < 500; x++) expect(out[x]).toBeLessThanOrEqual(out[x - 1]! + 1e-4);
    }
    expect(run(map, 40, 'outwards')[99]).toBe(255);
    expect(
      run(map, 40, 'inwards')
        .subarray(100)
        .every((value) => value === 0),
    ).toBe(true);
  });
});
