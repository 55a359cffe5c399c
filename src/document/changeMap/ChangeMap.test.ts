import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangeMap } from './ChangeMap';

/** A map of `size` that is 0 but for some pixels. */
const sparse = (size: { width: number; height: number }, spots: readonly (readonly [number, number, number])[]) => {
  const values = new Uint8Array(size.width * size.height);
  for (const [x, y, value] of spots) values[(y % size.height) * size.width + (x % size.width)] = value;
  return values;
};
const sizes = fc.record({ width: fc.integer({ min: 1, max: 600 }), height: fc.integer({ min: 1, max: 600 }) });
const spots = fc.array(fc.tuple(fc.nat(599), fc.nat(599), fc.integer({ min: 0, max: 255 })), { maxLength: 12 });

describe('ChangeMap', () => {
  it('gives back the values it was made of, at any size', () => {
    fc.assert(
      fc.property(sizes, spots, (size, some) => {
        const values = sparse(size, some);
        expect(Buffer.compare(ChangeMap.fromUint8Array(values, size).toUint8Array(), values)).toBe(0);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('finds maximum and bounds as a plain search does', () => {
    fc.assert(
      fc.property(sizes, spots, (size, some) => {
        const values = sparse(size, some);
        const map = ChangeMap.fromUint8Array(values, size);
        const set = [...values.keys()].filter((i) => values[i] !== 0);
        const xs = set.map((i) => i % size.width);
        const ys = set.map((i) => Math.floor(i / size.width));
        const x = Math.min(...xs);
        const y = Math.min(...ys);
        expect(map.maximum()).toBe(values.reduce((most, value) => Math.max(most, value), 0));
        expect(map.bounds()).toEqual(set.length === 0 ? null : { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 });
        expect(map.isEmpty()).toBe(set.length === 0);
      }),
      { seed: 8, numRuns: 40 },
    );
  });

  it('reads single pixels, and 0 outside', () => {
    const map = ChangeMap.fromUint8Array(sparse({ width: 300, height: 270 }, [[256, 260, 9]]), { width: 300, height: 270 });
    expect(map.read(256, 260)).toBe(9);
    expect(map.read(256.9, 260.4)).toBe(9);
    expect(map.read(255, 260)).toBe(0);
    expect([map.read(-1, 0), map.read(300, 0), map.read(0, 270)]).toEqual([0, 0, 0]);
  });

  it('reads rectangles across tiles and beyond the rim', () => {
    const map = ChangeMap.fromUint8Array(
      sparse({ width: 258, height: 258 }, [
        [255, 255, 1],
        [256, 255, 2],
        [255, 256, 3],
        [257, 257, 4],
      ]),
      { width: 258, height: 258 },
    );
    expect([...map.readRect({ x: 255, y: 255, width: 4, height: 4 })]).toEqual([1, 2, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0]);
    expect([...map.readRect({ x: -1, y: -1, width: 2, height: 1 })]).toEqual([0, 0]);
  });

  it('keeps no tile that is all 0', () => {
    const size = { width: 1000, height: 1000 };
    const map = ChangeMap.fromUint8Array(sparse(size, [[999, 999, 5]]), size);
    expect(map.tiles.size).toBe(1);
    expect(map.sizeBytes).toBe(65536);
    expect(map.tile(3, 3)?.length).toBe(65536);
    expect(map.tile(0, 0)).toBeNull();
  });
});
