import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthValues, wholeDepth } from './depthValues';

const ramp = Float32Array.from({ length: 11 }, (_, i) => i / 10);

describe('depthValues', () => {
  it('makes the nearest white and the farthest black', () => {
    expect([...depthValues(Float32Array.of(0, 0.25, 0.5, 0.75, 1), wholeDepth)]).toEqual([0, 64, 128, 191, 255]);
  });

  it('reaches its ends at near and far', () => {
    const values = depthValues(ramp, { ...wholeDepth, near: 0.8, far: 0.4 });
    expect([...values]).toEqual([0, 0, 0, 0, 0, 64, 128, 191, 255, 255, 255]);
  });

  it('cuts hard where near is not above far', () => {
    expect([...depthValues(ramp, { ...wholeDepth, near: 0.45, far: 0.6 })]).toEqual([0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255]);
  });

  it('bends by the stated power', () => {
    expect(depthValues(Float32Array.of(0.5), { ...wholeDepth, bend: 0.5 })[0]).toBe(Math.round(255 * 0.25));
    expect(depthValues(Float32Array.of(0.25), { ...wholeDepth, bend: -0.5 })[0]).toBe(Math.round(255 * 0.5));
  });

  it('is turned round by invert and never falls with nearness', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, fc.double({ min: -1, max: 1, noNaN: true }), (near, far, bend) => {
        const values = depthValues(ramp, { near, far, invert: false, bend });
        const turned = depthValues(ramp, { near, far, invert: true, bend });
        values.forEach((value, i) => {
          expect(Math.abs(value + (turned[i] ?? 0) - 255)).toBeLessThanOrEqual(1);
          if (i > 0) expect(value).toBeGreaterThanOrEqual(values[i - 1] ?? 0);
        });
      }),
    );
  });
});
