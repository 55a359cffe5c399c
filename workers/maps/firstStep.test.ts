import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thresholdCurveSchema } from '../protocol/recipe';
import { firstFreeStep } from './firstStep';

describe('firstFreeStep', () => {
  it('frees white from the first step and black only in the last', () => {
    expect(firstFreeStep(255, 'linear', 14)).toBe(1);
    expect(firstFreeStep(0, 'linear', 14)).toBe(14);
    expect(firstFreeStep(128, 'linear', 14)).toBe(7);
  });

  it('leaves the published number of steps to each preserve value, at 100 steps', () => {
    const stepsLeft = (grey: number) => 100 - firstFreeStep(grey, 'linear', 100) + 1;
    // preserve 0.2, 0.4, 0.6, 0.8 tie with a threshold, which does not keep them.
    expect([204, 153, 102, 51].map(stepsLeft)).toEqual([81, 61, 41, 21]);
  });

  it('is never later for a stronger grey, whatever the curve', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 254 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...thresholdCurveSchema.options),
        (grey, steps, curve) => {
          const step = firstFreeStep(grey, curve, steps);
          expect(firstFreeStep(grey + 1, curve, steps)).toBeLessThanOrEqual(step);
          expect(step).toBeGreaterThanOrEqual(1);
          expect(step).toBeLessThanOrEqual(steps);
        },
      ),
      { seed: 8 },
    );
  });
});
