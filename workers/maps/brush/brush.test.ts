import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandRect } from '../rects';
import { gaussianReachPx } from '../modifiers/gaussian';
import { anyMap, reader } from '../modifiers/testing';
import { blurDab } from './blurDab';
import { smudgeDab } from './smudgeDab';

const byte = fc.nat(255);

describe('smudgeDab', () => {
  it('follows its formula, and leaves the map alone where the dab does not cover it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ value: byte, carried: byte, coverage: byte }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pixels, rate) => {
          const carried = Float32Array.from(pixels, (pixel) => pixel.carried);
          const out = smudgeDab(
            Uint8Array.from(pixels, ({ value }) => value),
            Uint8Array.from(pixels, ({ coverage }) => coverage),
            carried,
            rate,
          );
          pixels.forEach((pixel, i) => {
            const held = rate * pixel.carried + (1 - rate) * pixel.value;
            expect(carried[i]).toBeCloseTo(held, 3);
            expect(Math.abs(out[i]! - (pixel.value + ((held - pixel.value) * pixel.coverage) / 255))).toBeLessThanOrEqual(0.5001);
            if (pixel.coverage === 0) expect(out[i]).toBe(pixel.value);
          });
        },
      ),
      { seed: 1 },
    );
  });

  it('drags an edge along: rate 1 lays down what it took up, rate 0 nothing', () => {
    const full = new Uint8Array(3).fill(255);
    const held = Float32Array.of(255, 255, 0);
    expect([...smudgeDab(Uint8Array.of(255, 0, 0), full, held.slice(), 1)]).toEqual([255, 255, 0]);
    expect([...smudgeDab(Uint8Array.of(255, 0, 0), full, held.slice(), 0)]).toEqual([255, 0, 0]);
    expect([...smudgeDab(Uint8Array.of(255, 0, 0), full, held.slice(), 0.5)]).toEqual([255, 128, 0]);
  });
});

describe('blurDab', () => {
  it('goes towards the Gaussian by strength times coverage, the same in any place of the map', () => {
    fc.assert(
      fc.property(
        anyMap(24),
        fc.double({ min: 0.4, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (map, sigmaPx, strength, seed) => {
          const rect = { x: seed % map.width, y: seed % map.height, width: 0, height: 0 };
          const dab = { ...rect, width: Math.min(7, map.width - rect.x), height: Math.min(7, map.height - rect.y) };
          const coverage = Uint8Array.from({ length: dab.width * dab.height }, (_, i) => (i * 37 + seed) % 256);
          const from = expandRect(dab, gaussianReachPx(sigmaPx), map);
          const out = blurDab(reader(map)(from), from, { rect: dab, coverage, sigmaPx, strength });
          const reach = Math.floor(3 * sigmaPx);
          const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
          out.forEach((value, i) => {
            const x = dab.x + (i % dab.width);
            const y = dab.y + Math.floor(i / dab.width);
            let sum = 0;
            let weights = 0;
            for (let dy = -reach; dy <= reach; dy++) {
              for (let dx = -reach; dx <= reach; dx++) {
                const weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigmaPx * sigmaPx));
                sum += weight * map.values[clamp(y + dy, map.height - 1) * map.width + clamp(x + dx, map.width - 1)]!;
                weights += weight;
              }
            }
            const before = map.values[y * map.width + x]!;
            expect(Math.abs(value - (before + ((sum / weights - before) * strength * coverage[i]!) / 255))).toBeLessThanOrEqual(0.501);
            if (coverage[i] === 0) expect(value).toBe(before);
          });
        },
      ),
      { seed: 2, numRuns: 40 },
    );
  });
});
