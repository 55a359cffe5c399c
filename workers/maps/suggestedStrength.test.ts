import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceBound, suggestedStrength } from './suggestedStrength';

/** The scaled-linear schedule of Stable Diffusion. */
const alphasCumprod: number[] = [];
for (let t = 0, product = 1; t < 1000; t++)
  alphasCumprod.push((product *= 1 - (Math.sqrt(0.00085) + ((Math.sqrt(0.012) - Math.sqrt(0.00085)) * t) / 999) ** 2));
const latents = (count: number, value: number) => new Float32Array(count).fill(value);

describe('suggestedStrength', () => {
  it('solves the bound of Lemma 1 for the noise level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4000 }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.double({ min: 0.001, max: 0.9, noNaN: true }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (count, apart, p, scoreBound) => {
          const { variance, squaredDistance, degrees } = suggestedStrength({
            source: latents(count, 0),
            composition: latents(count, apart),
            alphasCumprod,
            p,
            scoreBound,
          });
          expect(degrees).toBe(count);
          expect(squaredDistance / (count * Math.fround(apart) ** 2)).toBeCloseTo(1, 6);
          expect(distanceBound(variance, degrees, p, scoreBound) / squaredDistance).toBeCloseTo(1, 6);
        },
      ),
      { seed: 1 },
    );
  });

  it('follows the formula: k = 100, p = e⁻¹, D² = 122: σ² = 1', () => {
    const composition = latents(100, Math.sqrt(1.22));
    const found = suggestedStrength({ source: latents(100, 0), composition, alphasCumprod, p: Math.exp(-1) });
    expect(distanceBound(1, 100, Math.exp(-1), 0)).toBeCloseTo(122, 9);
    expect(found.variance).toBeCloseTo(1, 5);
    // σ² = 1 where ᾱ falls below a half.
    const first = alphasCumprod.findIndex((alpha) => alpha <= 0.5);
    expect(Math.abs(found.strength - (first + 1) / 1000)).toBeLessThanOrEqual(0.001);
  });

  it('grows with the distance, from 0 for equal pictures to at most 1', () => {
    const at = (apart: number) => suggestedStrength({ source: latents(256, 0), composition: latents(256, apart), alphasCumprod }).strength;
    expect(at(0)).toBe(0);
    const strengths = [0.05, 0.2, 0.5, 1, 2, 4, 40].map(at);
    for (let i = 1; i < strengths.length; i++) expect(strengths[i]).toBeGreaterThanOrEqual(strengths[i - 1]!);
    expect(strengths[0]).toBeLessThan(0.1);
    expect(strengths[6]).toBe(1);
  });

  it('counts only what differs, so that a small exemplar is judged by itself', () => {
    const composition = latents(4096, 0);
    composition.fill(1, 0, 64);
    const small = suggestedStrength({ source: latents(4096, 0), composition, alphasCumprod });
    expect(small.degrees).toBe(64);
    expect(small.strength).toBe(suggestedStrength({ source: latents(64, 0), composition: latents(64, 1), alphasCumprod }).strength);
  });

  it('refuses latents that are not alike', () => {
    expect(() => suggestedStrength({ source: latents(4, 0), composition: latents(5, 0), alphasCumprod })).toThrow(/cannot be compared/);
  });
});
