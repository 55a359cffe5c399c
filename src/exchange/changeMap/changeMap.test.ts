import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPng } from '../fixtures/buildPng';
import { encodeChangeMap } from './encodeChangeMap';
import { importChangeMap } from './importChangeMap';
import { lumaOf } from './lumaOf';
import { resampleGrey } from './resampleGrey';

describe('lumaOf', () => {
  it('gives every grey as it is', () => {
    const greys = new Uint8Array(256 * 4).map((_, i) => (i % 4 === 3 ? 255 : i >> 2));
    expect([...lumaOf(greys)]).toEqual(Array.from({ length: 256 }, (_, i) => i));
  });

  it('weighs colours by Rec. 709 and counts transparency as black', () => {
    expect([...lumaOf(Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0, 255, 255, 255, 128))]).toEqual([54, 182, 18, 0, 128]);
  });
});

describe('resampleGrey', () => {
  const size = (width: number, height: number) => ({ width, height });

  it('takes the area mean where it shrinks', () => {
    expect([...resampleGrey(Uint8Array.of(0, 100, 200, 100, 0, 100, 200, 100), size(4, 2), size(2, 1))]).toEqual([50, 150]);
    expect([...resampleGrey(Uint8Array.of(0, 90, 240), size(3, 1), size(2, 1))]).toEqual([30, 190]);
  });

  it('is linear between pixel centres where it grows', () => {
    expect([...resampleGrey(Uint8Array.of(0, 200), size(2, 1), size(4, 1))]).toEqual([0, 50, 150, 200]);
  });

  it('keeps flat maps flat, stays within their range, and gives back a map of the same size', () => {
    const side = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(side, side, side, side, fc.nat(255), fc.integer(), (w, h, toW, toH, level, seed) => {
        expect(new Set(resampleGrey(new Uint8Array(w * h).fill(level), size(w, h), size(toW, toH)))).toEqual(new Set([level]));
        const noise = new Uint8Array(w * h).map((_, i) => Math.imul(i + 3, seed | 1) >>> 9);
        const result = resampleGrey(noise, size(w, h), size(toW, toH));
        expect(Math.min(...result)).toBeGreaterThanOrEqual(Math.min(...noise));
        expect(Math.max(...result)).toBeLessThanOrEqual(Math.max(...noise));
        expect([...resampleGrey(noise, size(w, h), size(w, h))]).toEqual([...noise]);
      }),
      { seed: 2 },
    );
  });

  it('leaves exact zeros far from any change', () => {
    const map = new Uint8Array(64 * 64);
    map[0] = 255;
    const grown = resampleGrey(map, size(64, 64), size(100, 100));
    expect(grown.findLastIndex((v) => v > 0)).toBeLessThan(3 * 100 + 3);
  });
});

describe('importChangeMap and encodeChangeMap', () => {
  const values = Uint8Array.of(0, 10, 128, 200, 254, 255);
  const scene = { width: 3, height: 2 };

  it.each(['may-change', 'stays'] as const)('come back to the same values, white meaning %s', async (whiteMeans) => {
    const file = new Blob([await encodeChangeMap(values, scene, whiteMeans)]);
    const { values: read, notices } = await importChangeMap(file, scene, whiteMeans);
    expect([...read]).toEqual([...values]);
    expect(notices).toEqual([]);
    const other = await importChangeMap(file, scene, whiteMeans === 'stays' ? 'may-change' : 'stays');
    expect([...other.values]).toEqual([...values].map((v) => 255 - v));
  });

  it('brings a map of another size to the scene, and says so', async () => {
    const file = new Blob([buildPng({ width: 2, height: 2, depth: 8, colourType: 0, samples: [0, 0, 255, 255] })]);
    const same = await importChangeMap(file, { width: 4, height: 4 }, 'may-change');
    expect(same.values.length).toBe(16);
    expect([...same.values.slice(0, 4), ...same.values.slice(12)]).toEqual([0, 0, 0, 0, 255, 255, 255, 255]);
    expect(same.notices).toEqual(['The map is 2 × 2 pixels and the picture 4 × 4: the map was scaled to fit.']);
    expect((await importChangeMap(file, { width: 1200, height: 4 }, 'stays')).notices[0]).toContain('1,200 × 4: the map was scaled and stretched');
  });
});
