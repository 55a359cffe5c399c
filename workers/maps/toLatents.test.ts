import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { preserveMap, preserveOfChange, preserveOfGrey } from './preserve';
import { resampleBilinear, toLatents } from './toLatents';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const map64 = () => Uint8Array.from({ length: 64 * 64 }, (_, i) => (i * 7919) % 256);
const size = { width: 64, height: 64 };
const cells = { width: 8, height: 8 };

describe('preserve', () => {
  it('is (255 − v)/255 in float32', () => {
    expect(preserveOfGrey(0)).toBe(1);
    expect(preserveOfGrey(255)).toBe(0);
    expect(preserveOfGrey(100)).toBe(Math.fround(155 / 255));
    expect([...preserveMap(Uint8Array.of(0, 100, 255))]).toEqual([1, Math.fround(155 / 255), 0]);
    expect([...preserveOfChange(Float32Array.of(0, 0.25, 1))]).toEqual([1, 0.75, 0]);
  });
});

describe('toLatents', () => {
  it('maximum keeps a one-pixel stroke at its full strength', () => {
    const map = new Uint8Array(64 * 64);
    for (let y = 0; y < 64; y++) map[y * 64 + 9] = 200;
    const latent = toLatents(map, size, cells, 'maximum');
    for (let y = 0; y < 8; y++) {
      expect(latent[y * 8 + 1]).toBe(preserveOfGrey(200));
      expect(latent[y * 8]).toBe(1);
    }
    expect(toLatents(map, size, cells, 'bilinear').every((value) => value === 1)).toBe(true);
  });

  it('mean is the mean of the cell', () => {
    const latent = toLatents(map64(), size, cells, 'mean');
    const preserve = preserveMap(map64());
    let sum = 0;
    for (let y = 16; y < 24; y++) for (let x = 40; x < 48; x++) sum += preserve[y * 64 + x]!;
    expect(latent[2 * 8 + 5]).toBeCloseTo(sum / 64, 6);
  });

  it('bilinear at factor 8 is the mean of the middle four pixels', () => {
    const latent = toLatents(map64(), size, cells, 'bilinear');
    const preserve = preserveMap(map64());
    const four = [3, 4].flatMap((y) => [3, 4].map((x) => preserve[(8 + y) * 64 + 24 + x]!));
    expect(latent[8 + 3]).toBeCloseTo(four.reduce((sum, value) => sum + value, 0) / 4, 6);
  });

  it.each(['maximum', 'mean', 'bilinear'] as const)('%s keeps an even map even, at any sizes', (reduction) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 255 }),
        (width, height, w, h, grey) => {
          const latent = toLatents(new Uint8Array(width * height).fill(grey), { width, height }, { width: w, height: h }, reduction);
          expect(latent).toHaveLength(w * h);
          for (const value of latent) expect(value).toBeCloseTo((255 - grey) / 255, 6);
        },
      ),
      { seed: 2 },
    );
  });

  it('maximum never lets a cell change less than mean or bilinear do', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24 * 18, maxLength: 24 * 18 }), (map) => {
        const to = (reduction: 'maximum' | 'mean' | 'bilinear') =>
          toLatents(map, { width: 24, height: 18 }, { width: 4, height: 5 }, reduction);
        const strongest = to('maximum');
        to('mean').forEach((value, i) => expect(strongest[i]!).toBeLessThanOrEqual(value + 1e-6));
      }),
      { seed: 4 },
    );
  });

  it('mean keeps the whole map’s mean, even where cells cut pixels', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 15 * 10, maxLength: 15 * 10 }), (map) => {
        const latent = toLatents(map, { width: 15, height: 10 }, { width: 4, height: 4 }, 'mean');
        const mean = map.reduce((sum, value) => sum + (255 - value) / 255, 0) / map.length;
        expect(latent.reduce((sum, value) => sum + value, 0) / 16).toBeCloseTo(mean, 5);
      }),
      { seed: 6 },
    );
  });

  it('refuses bytes that are no map of the size', () => {
    expect(() => toLatents(new Uint8Array(5), { width: 2, height: 3 }, { width: 1, height: 1 }, 'maximum')).toThrow(/5 values/);
    expect(() => toLatents(new Uint8Array(0), { width: 0, height: 3 }, { width: 1, height: 1 }, 'mean')).toThrow();
  });
});

describe('resampleBilinear', () => {
  it('interpolates between half-pixel centres when growing, edges repeated', () => {
    expect([...resampleBilinear(Float32Array.of(0, 1), { width: 2, height: 1 }, { width: 4, height: 1 })]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('returns the values at the same size', () => {
    const values = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    expect([...resampleBilinear(values, { width: 3, height: 2 }, { width: 3, height: 2 })]).toEqual([...values]);
  });
});
