import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cannyCandidates, hysteresis, type Canny } from './canny';
import { edges } from './edges';
import type { Picture } from './pictureRegion';

const grey = (width: number, height: number, value: (x: number, y: number) => number): Picture => ({
  width,
  height,
  rgba: Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : value(Math.floor(i / 4) % width, Math.floor(i / 4 / width)),
  ),
});
const all = ({ width, height }: Picture) => ({ x: 0, y: 0, width, height });
const canny = (picture: Picture, settings: Partial<Canny> = {}) =>
  hysteresis(
    cannyCandidates(picture, all(picture), { kind: 'canny', sigmaPx: 1, low: 0.1, high: 0.2, invert: false, ...settings }),
    picture,
    settings.invert ?? false,
  );

describe('edges', () => {
  it.each(['sobel', 'scharr'] as const)('%s has 255 beside a step from black to white, 0 where it is flat', (operator) => {
    const step = grey(8, 5, (x) => (x < 4 ? 0 : 255));
    const out = edges(step, all(step), { kind: 'edges', operator, gain: 1, invert: false });
    for (let y = 0; y < 5; y++) expect([...out.subarray(y * 8, y * 8 + 8)]).toEqual([0, 0, 0, 255, 255, 0, 0, 0]);
  });

  it('is the kernels’ sum, repeated at the border', () => {
    const kernels = { sobel: [1, 2, 1], scharr: [3, 10, 3] } as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(fc.nat(255)),
        fc.constantFrom('sobel', 'scharr'),
        (width, height, stream, operator) => {
          const values = [...stream.take(width * height)];
          const picture = grey(width, height, (x, y) => values[y * width + x]!);
          const at = (x: number, y: number) => values[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!;
          const sum = kernels[operator as 'sobel'].reduce((total: number, weight) => total + weight, 0);
          const out = edges(picture, all(picture), { kind: 'edges', operator: operator as 'sobel', gain: 0.7, invert: false });
          out.forEach((value, i) => {
            const [x, y] = [i % width, Math.floor(i / width)];
            let gx = 0;
            let gy = 0;
            kernels[operator as 'sobel'].forEach((weight, k) => {
              gx += (weight / sum) * (at(x + 1, y + k - 1) - at(x - 1, y + k - 1));
              gy += (weight / sum) * (at(x + k - 1, y + 1) - at(x + k - 1, y - 1));
            });
            expect(Math.abs(value - Math.min(255, 0.7 * Math.hypot(gx, gy)))).toBeLessThan(0.51);
          });
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('are the same computed whole or in parts', () => {
    const picture = grey(20, 16, (x, y) => (x * 31 + y * 57 + x * y) % 256);
    const settings = { kind: 'edges', operator: 'scharr', gain: 2, invert: true } as const;
    const whole = edges(picture, all(picture), settings);
    const part = edges(picture, { x: 5, y: 7, width: 9, height: 6 }, settings);
    part.forEach((value, i) => expect(value).toBe(whole[(7 + Math.floor(i / 9)) * 20 + 5 + (i % 9)]));
  });
});

describe('Canny', () => {
  it('draws a line of one pixel along a blurred step, in any of four directions', () => {
    const across = [
      (x: number) => x - 10,
      (_: number, y: number) => y - 10,
      (x: number, y: number) => (x + y - 20) / Math.SQRT2,
      (x: number, y: number) => (x - y) / Math.SQRT2,
    ];
    for (const distance of across) {
      const picture = grey(21, 21, (x, y) => Math.round(255 / (1 + Math.exp(-distance(x, y)))));
      const out = canny(picture);
      const found = [...out.keys()].filter((i) => out[i] === 255);
      expect(found.length).toBeGreaterThan(15);
      for (const i of found) expect(Math.abs(distance(i % 21, Math.floor(i / 21)))).toBeLessThan(1.1);
      // Thin: no full 2 × 2 block.
      for (const i of found) expect(out[i + 1] === 255 && out[i + 21] === 255 && out[i + 22] === 255).toBe(false);
    }
  });

  it('keeps weak edges only where they hang together with strong ones', () => {
    const size = { width: 7, height: 3 };
    const candidates = Uint8Array.of(2, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    expect([...hysteresis(candidates.slice(), size, false)].map((value) => value / 255)).toEqual([
      1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    expect([...hysteresis(candidates.slice(), size, true)].map((value) => 1 - value / 255)).toEqual([
      1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('finds nothing in a flat picture, and the same in parts', () => {
    expect(canny(grey(12, 12, () => 90)).every((value) => value === 0)).toBe(true);
    const picture = grey(24, 20, (x, y) => ((x * x + 3 * y * x) % 97) * 2);
    const settings: Canny = { kind: 'canny', sigmaPx: 1.4, low: 0.05, high: 0.2, invert: false };
    const whole = cannyCandidates(picture, all(picture), settings);
    const part = cannyCandidates(picture, { x: 6, y: 3, width: 11, height: 9 }, settings);
    expect(part.some((value) => value > 0)).toBe(true);
    part.forEach((value, i) => expect(value).toBe(whole[(3 + Math.floor(i / 11)) * 24 + 6 + (i % 11)]));
  });
});
