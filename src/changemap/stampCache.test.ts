import { describe, expect, it } from 'vitest';
import { StampCache } from './stampCache';

describe('StampCache', () => {
  it('draws a dab once for each fraction of a pixel it lies on', () => {
    const cache = new StampCache();
    const shape = { radiusPx: 5, hardness: 0.5 };
    const first = cache.place(shape, 20, 20);
    expect(cache.place(shape, 33, 41).stamp).toBe(first.stamp);
    expect(cache.place(shape, 33.1, 41).stamp).toBe(first.stamp);
    expect(cache.place(shape, 33.25, 41).stamp).not.toBe(first.stamp);
  });

  it('places the centre where it was asked for, to a fraction that suits the size', () => {
    const cache = new StampCache();
    for (const [radiusPx, parts] of [
      [5, 4],
      [40, 2],
      [200, 1],
    ] as const) {
      for (const at of [7.13, -3.6, 12.9, 40]) {
        const { stamp, x, y } = cache.place({ radiusPx, hardness: 1 }, at, -at);
        expect(x + stamp.centreX).toBeCloseTo(Math.round(at * parts) / parts);
        expect(y + stamp.centreY).toBeCloseTo(Math.round(-at * parts) / parts);
      }
    }
  });

  it('stays under its budget, and keeps the newest stamp whatever it costs', () => {
    const cache = new StampCache(20_000);
    for (let size = 10; size < 60; size += 1) cache.place({ radiusPx: size, hardness: 1 }, 0, 0);
    expect(cache.sizeBytes).toBeLessThanOrEqual(20_000);
    const { stamp } = cache.place({ radiusPx: 300, hardness: 1 }, 0, 0);
    expect(cache.sizeBytes).toBe(stamp.coverage.byteLength);
  });
});
