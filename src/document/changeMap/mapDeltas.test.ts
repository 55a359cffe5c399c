import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDeltas } from './applyDeltas';
import { ChangeMap } from './ChangeMap';
import { fillDeltas, invertDeltas, replaceDeltas, writeRectDeltas } from './mapDeltas';
import { packLater } from './packLater';
import { deltaSizeBytes, packDelta, tileDelta } from './tileDelta';

const size = { width: 300, height: 280 };
const noise = (seed: number) =>
  Uint8Array.from({ length: size.width * size.height }, (_, i) => (Math.imul(i + seed, 2654435761) >>> 13) & 255);
/** Compares large arrays quickly. */
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
const black = new ChangeMap(size);
const original = noise(1);
const noisy = ChangeMap.fromUint8Array(original, size);

describe('deltas of the whole map', () => {
  it('fill every pixel and nothing beyond the rim', () => {
    const filled = applyDeltas(black, fillDeltas(black, 200));
    expect(filled.toUint8Array().every((value) => value === 200)).toBe(true);
    const corner = filled.tile(1, 1);
    expect(corner?.[43]).toBe(200);
    expect(corner?.[44]).toBe(0);
    expect(corner?.[24 * 256]).toBe(0);
  });

  it('invert to 255 − v, and twice to what was', () => {
    const inverted = applyDeltas(noisy, invertDeltas(noisy));
    expect(
      same(
        inverted.toUint8Array(),
        original.map((value) => 255 - value),
      ),
    ).toBe(true);
    expect(same(applyDeltas(inverted, invertDeltas(inverted)).toUint8Array(), original)).toBe(true);
  });

  it('replace all values, refusing another number of them', () => {
    expect(same(applyDeltas(noisy, replaceDeltas(noisy, noise(9))).toUint8Array(), noise(9))).toBe(true);
    expect(() => replaceDeltas(noisy, new Uint8Array(5))).toThrow(/300 × 280 pixels has 5 values/);
  });

  it('leave the map they were made for alone, and let go of tiles that become 0', () => {
    const cleared = applyDeltas(noisy, fillDeltas(noisy, 0));
    expect(cleared.isEmpty()).toBe(true);
    expect(same(noisy.toUint8Array(), original)).toBe(true);
  });

  it('share the tiles they do not touch', () => {
    const next = applyDeltas(
      noisy,
      writeRectDeltas(noisy, { x: 0, y: 0, width: 1, height: 1 }, Uint8Array.of((noisy.read(0, 0) + 1) % 256)),
    );
    expect(next.tile(1, 0)).toBe(noisy.tile(1, 0));
    expect(next.tile(0, 0)).not.toBe(noisy.tile(0, 0));
  });

  it('cost next to nothing for fills and inversions', () => {
    expect(deltaSizeBytes(fillDeltas(black, 255))).toBeLessThan(1000);
    expect(deltaSizeBytes(invertDeltas(noisy))).toBeLessThan(1000);
    expect(fillDeltas(black, 0)).toEqual([]);
  });
});

describe('a delta of a tile', () => {
  it('holds the changed box alone', () => {
    const after = new Uint8Array(65536);
    after[3 * 256 + 5] = 7;
    after[9 * 256 + 4] = 8;
    expect(tileDelta(2, null, after)).toMatchObject({ index: 2, x: 4, y: 3, width: 2, height: 7 });
    expect(tileDelta(2, after, after.slice())).toBeNull();
  });
});

it('deltas are packed after a while, and undo the same', async () => {
  const before = new ChangeMap({ width: 600, height: 600 });
  const ramp = Uint8Array.from({ length: 360_000 }, (_, i) => (i % 600) >> 2);
  const deltas = replaceDeltas(before, ramp);
  const after = applyDeltas(before, deltas);
  const rawBytes = deltaSizeBytes(deltas);
  packLater(deltas);
  expect(deltaSizeBytes(deltas)).toBe(rawBytes);
  await expect.poll(() => deltaSizeBytes(deltas), { timeout: 5000 }).toBeLessThan(rawBytes / 20);
  expect(applyDeltas(after, deltas).isEmpty()).toBe(true);
  expect(same(applyDeltas(before, deltas).toUint8Array(), ramp)).toBe(true);
});

it('any written rectangle is read back, and the same deltas take it away again', () => {
  const rects = fc.record({
    x: fc.integer({ min: -40, max: 320 }),
    y: fc.integer({ min: -40, max: 300 }),
    width: fc.integer({ min: 1, max: 120 }),
    height: fc.integer({ min: 1, max: 120 }),
  });
  fc.assert(
    fc.property(rects, fc.nat(1000), fc.boolean(), (rect, seed, flat) => {
      const values = Uint8Array.from({ length: rect.width * rect.height }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);
      if (flat) values.fill(seed % 256);
      const deltas = writeRectDeltas(noisy, rect, values);
      const written = applyDeltas(noisy, deltas);
      if (seed % 3 === 0) deltas.forEach(packDelta);
      const read = written.readRect(rect);
      for (let i = 0; i < values.length; i += 1) {
        const x = rect.x + (i % rect.width);
        const y = rect.y + Math.floor(i / rect.width);
        const inside = x >= 0 && y >= 0 && x < size.width && y < size.height;
        if (read[i] !== (inside ? values[i] : 0)) throw new Error(`pixel ${x}, ${y}`);
      }
      expect(same(applyDeltas(written, deltas).toUint8Array(), original)).toBe(true);
    }),
    { seed: 11, numRuns: 60 },
  );
});
