import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polygonCoverage } from './polygonCoverage';

const picture = { width: 40, height: 30 };
const box = (x: number, y: number, width: number, height: number) => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];
const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0) / 255;

describe('polygonCoverage', () => {
  it('covers whole pixels fully and halves by half', () => {
    const { rect, coverage } = polygonCoverage(box(2, 3, 4.5, 2), picture)!;
    expect(rect).toEqual({ x: 2, y: 3, width: 5, height: 2 });
    expect([...coverage]).toEqual([255, 255, 255, 255, 128, 255, 255, 255, 255, 128]);
  });

  it('has the area of a circle, and nothing where the outline lies outside the picture', () => {
    const circle = Array.from({ length: 200 }, (_, i) => ({
      x: 20 + 9 * Math.cos((i * Math.PI) / 100),
      y: 15 + 9 * Math.sin((i * Math.PI) / 100),
    }));
    expect(sum(polygonCoverage(circle, picture)!.coverage)).toBeCloseTo(Math.PI * 81, 0);
    expect(polygonCoverage(box(50, 0, 5, 5), picture)).toBeNull();
    expect(polygonCoverage(box(-4, -4, 6, 6), picture)!.rect).toEqual({ x: 0, y: 0, width: 2, height: 2 });
  });

  it('leaves out what an outline winds round twice (even-odd)', () => {
    const star = [0, 2, 4, 1, 3].map((i) => ({
      x: 20 + 12 * Math.sin((i * 2 * Math.PI) / 5),
      y: 15 - 12 * Math.cos((i * 2 * Math.PI) / 5),
    }));
    const { rect, coverage } = polygonCoverage(star, picture)!;
    expect(coverage[(15 - rect.y) * rect.width + 20 - rect.x]).toBe(0);
    expect(coverage[(6 - rect.y) * rect.width + 20 - rect.x]).toBeGreaterThan(100);
  });

  it('agrees with sampling points one by one', () => {
    const coordinate = (most: number) => fc.double({ min: -5, max: most + 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.record({ x: coordinate(40), y: coordinate(30) }), { minLength: 3, maxLength: 9 }), (points) => {
        const found = polygonCoverage(points, picture);
        const inside = (x: number, y: number) =>
          points.reduce((odd, point, i) => {
            const before = points.at(i - 1)!;
            const crosses = before.y <= y !== point.y <= y && x < before.x + ((y - before.y) / (point.y - before.y)) * (point.x - before.x);
            return crosses ? !odd : odd;
          }, false);
        for (let y = 0; y < picture.height; y += 1) {
          for (let x = 0; x < picture.width; x += 1) {
            let hits = 0;
            for (let i = 0; i < 8; i += 1) for (let j = 0; j < 32; j += 1) if (inside(x + (j + 0.5) / 32, y + (i + 0.5) / 8)) hits += 1;
            const { rect, coverage } = found ?? { rect: { x: 0, y: 0, width: 0, height: 0 }, coverage: new Uint8Array() };
            const within = x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
            const value = within ? coverage[(y - rect.y) * rect.width + x - rect.x]! : 0;
            expect(Math.abs(value / 255 - hits / 256)).toBeLessThan(0.04 * points.length);
          }
        }
      }),
      { seed: 4, numRuns: 12 },
    );
  });
});
