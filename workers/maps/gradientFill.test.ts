import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { easings, gradientValues, type Easing, type GradientKind } from './gradientFill';

const coordinate = fc.double({ min: -20, max: 40, noNaN: true });
const position = fc.record({ x: coordinate, y: coordinate });
const strength = fc.double({ min: 0, max: 255, noNaN: true });
const easing = fc.constantFrom<Easing>('linear', 'smooth', 'in', 'out');

describe('gradientValues', () => {
  it('are the end values beyond the handles and half between them', () => {
    const row = gradientValues(
      { kind: 'linear', from: { x: 2, y: 0 }, to: { x: 8, y: 0 }, easing: 'linear', start: 0, end: 240 },
      { x: 0, y: 0, width: 11, height: 1 },
    );
    expect([...row]).toEqual([0, 0, 20, 60, 100, 140, 180, 220, 240, 240, 240]);
    const reflected = gradientValues(
      { kind: 'reflected', from: { x: 5.5, y: 0 }, to: { x: 8.5, y: 0 }, easing: 'linear', start: 255, end: 0 },
      { x: 0, y: 0, width: 11, height: 1 },
    );
    expect([...reflected]).toEqual([...reflected].reverse());
    expect(reflected[5]).toBe(255);
  });

  it('follow their formula at any handles, whatever part is asked for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<GradientKind>('linear', 'radial', 'reflected'),
        position,
        position,
        easing,
        strength,
        strength,
        (kind, from, to, how, start, end) => {
          const length = Math.hypot(to.x - from.x, to.y - from.y);
          fc.pre(length > 0.01);
          const rect = { x: 5, y: 3, width: 9, height: 7 };
          gradientValues({ kind, from, to, easing: how, start, end }, rect).forEach((value, i) => {
            const x = rect.x + (i % 9) + 0.5 - from.x;
            const y = rect.y + Math.floor(i / 9) + 0.5 - from.y;
            // The angle between the handle and the pixel gives the share along it.
            const far = Math.hypot(x, y);
            const along = (far * Math.cos(Math.atan2(y, x) - Math.atan2(to.y - from.y, to.x - from.x))) / length;
            const t = kind === 'radial' ? far / length : kind === 'reflected' ? Math.abs(along) : along;
            const expected = start + (end - start) * easings[how](Math.min(1, Math.max(0, t)));
            expect(Math.abs(value - expected)).toBeLessThanOrEqual(0.501);
          });
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('ease from 0 to 1 without turning back', () => {
    for (const ease of Object.values(easings)) {
      expect([ease(0), ease(1)]).toEqual([0, 1]);
      for (let t = 0.01; t <= 1; t += 0.01) expect(ease(t)).toBeGreaterThan(ease(t - 0.01));
    }
  });

  it('write the end value where the handles coincide', () => {
    const at = { x: 3, y: 3 };
    expect(
      gradientValues({ kind: 'radial', from: at, to: at, easing: 'in', start: 9, end: 70 }, { x: 0, y: 0, width: 2, height: 2 }).every(
        (value) => value === 70,
      ),
    ).toBe(true);
  });
});
