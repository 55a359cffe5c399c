import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { easings, type Easing } from '../gradientFill';
import { lineDistance, type LineSource } from './lineDistance';
import { silhouette } from './silhouette';

const easing = fc.constantFrom<Easing>('linear', 'smooth', 'in', 'out');
const coordinate = fc.double({ min: -10, max: 30, noNaN: true });

describe('lineDistance', () => {
  it('falls with the distance to the nearest point of the polyline', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0, max: 25, noNaN: true }),
        easing,
        (points, reachPx, how) => {
          const rect = { x: 3, y: 2, width: 14, height: 11 };
          const out = lineDistance(rect, { kind: 'line', points, reachPx, easing: how, invert: false });
          out.forEach((value, i) => {
            const x = rect.x + (i % rect.width) + 0.5;
            const y = rect.y + Math.floor(i / rect.width) + 0.5;
            // Points along the segments, close together.
            let distance = Math.hypot(points[0]!.x - x, points[0]!.y - y);
            for (let k = 1; k < points.length; k++) {
              const [a, b] = [points[k - 1]!, points[k]!];
              const length = Math.hypot(b.x - a.x, b.y - a.y);
              const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length ** 2));
              distance = Math.min(distance, Math.hypot(a.x + along * (b.x - a.x) - x, a.y + along * (b.y - a.y) - y));
            }
            const expected = distance >= reachPx ? 0 : 255 * (1 - easings[how](distance / reachPx));
            expect(Math.abs(value - expected)).toBeLessThanOrEqual(0.51);
          });
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('is turned round by invert, and is the same in parts', () => {
    const source: LineSource = {
      kind: 'line',
      points: [
        { x: 1, y: 1 },
        { x: 30, y: 12 },
      ],
      reachPx: 9,
      easing: 'smooth',
      invert: false,
    };
    const whole = lineDistance({ x: 0, y: 0, width: 40, height: 20 }, source);
    lineDistance({ x: 0, y: 0, width: 40, height: 20 }, { ...source, invert: true }).forEach((value, i) =>
      expect(Math.abs(value - (255 - whole[i]!))).toBeLessThanOrEqual(1),
    );
    lineDistance({ x: 17, y: 4, width: 8, height: 8 }, source).forEach((value, i) =>
      expect(value).toBe(whole[(4 + Math.floor(i / 8)) * 40 + 17 + (i % 8)]),
    );
  });
});

describe('silhouette', () => {
  const disc = { x: 10, y: 8, width: 9, height: 9 };
  const alpha = Uint8Array.from({ length: 81 }, (_, i) => (Math.hypot((i % 9) - 4, Math.floor(i / 9) - 4) <= 4 ? 255 : 0));

  it('is full inside and falls over the band by the distance, by definition', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -12, max: 30 }),
        fc.integer({ min: -12, max: 30 }),
        fc.double({ min: 0, max: 9, noNaN: true }),
        easing,
        fc.array(fc.nat(255), { minLength: 30, maxLength: 30 }),
        (x, y, bandPx, how, values) => {
          const rect = { x, y, width: 6, height: 5 };
          const scene = { width: 30, height: 26 };
          const part = silhouette(Uint8Array.from(values), rect, scene, { bandPx, easing: how });
          for (let row = 0; row < scene.height; row++) {
            for (let column = 0; column < scene.width; column++) {
              let distance = Number.POSITIVE_INFINITY;
              values.forEach((value, i) => {
                if (value >= 128) distance = Math.min(distance, Math.hypot(x + (i % 6) - column, y + Math.floor(i / 6) - row));
              });
              const inside = column >= x && row >= y && column < x + 6 && row < y + 5;
              const own = inside ? values[(row - y) * 6 + column - x]! : 0;
              const expected = Math.max(own, distance === 0 ? 255 : distance >= bandPx ? 0 : 255 * (1 - easings[how](distance / bandPx)));
              const covered =
                part &&
                column >= part.rect.x &&
                row >= part.rect.y &&
                column < part.rect.x + part.rect.width &&
                row < part.rect.y + part.rect.height;
              const found = covered ? part.values[(row - part.rect.y) * part.rect.width + column - part.rect.x]! : 0;
              expect(Math.abs(found - expected)).toBeLessThanOrEqual(0.51);
            }
          }
        },
      ),
      { seed: 2, numRuns: 60 },
    );
  });

  it('is the alpha’s own shape without a band, and nothing for an exemplar wholly outside or transparent', () => {
    const scene = { width: 40, height: 30 };
    expect([...silhouette(alpha, disc, scene, { bandPx: 0, easing: 'linear' })!.values]).toEqual([...alpha]);
    expect(silhouette(alpha, { ...disc, x: -60 }, scene, { bandPx: 20, easing: 'linear' })).toBeNull();
    expect(silhouette(new Uint8Array(81), disc, scene, { bandPx: 20, easing: 'linear' })).toBeNull();
  });
});
