import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTiles, tilesOf, wholeTiles } from './tiledMap';
import { blocksOf } from './composeRegion';

const size = { width: 300, height: 270 };
const values = Uint8Array.from({ length: size.width * size.height }, (_, i) => Math.imul(i + 7, 2654435761) >>> 24);

describe('tiles of a map', () => {
  it('give back every rectangle, and 0 beyond the map', () => {
    const map = tilesOf(values, size);
    expect([...map.tiles.keys()]).toEqual([0, 1, 2, 3]);
    fc.assert(
      fc.property(
        fc.integer({ min: -30, max: 310 }),
        fc.integer({ min: -30, max: 280 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (x, y, width, height) => {
          readTiles(map, { x, y, width, height }).forEach((value, i) => {
            const column = x + (i % width);
            const row = y + Math.floor(i / width);
            const inside = column >= 0 && row >= 0 && column < size.width && row < size.height;
            if (value !== (inside ? values[row * size.width + column] : 0)) throw new Error(`pixel ${column}, ${row}`);
          });
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('leave out what is all 0, and are whole at the rim', () => {
    const black = new Uint8Array(size.width * size.height);
    expect(tilesOf(black, size).tiles.size).toBe(0);
    black[269 * 300 + 299] = 1;
    const { tiles } = tilesOf(black, size);
    expect([...tiles.keys()]).toEqual([3]);
    expect(tiles.get(3)).toHaveLength(65536);
    expect(tiles.get(3)!.reduce((sum, value) => sum + value, 0)).toBe(1);
  });

  it('a rectangle grows to the borders of its tiles', () => {
    expect(wholeTiles({ x: 250, y: 3, width: 10, height: 10 }, size)).toEqual({ x: 0, y: 0, width: 300, height: 256 });
    expect(wholeTiles({ x: 256, y: 256, width: 1, height: 1 }, size)).toEqual({ x: 256, y: 256, width: 44, height: 14 });
    expect(wholeTiles({ x: 900, y: 0, width: 5, height: 5 }, size)).toBeNull();
  });

  it('blocks cover a rectangle once', () => {
    const covered = new Uint8Array(60 * 50);
    for (const block of blocksOf({ x: 5, y: 3, width: 50, height: 40 }, 16)) {
      for (let y = block.y; y < block.y + block.height; y++)
        for (let x = block.x; x < block.x + block.width; x++) covered[y * 60 + x] = covered[y * 60 + x]! + 1;
    }
    covered.forEach((count, i) => expect(count).toBe(i % 60 >= 5 && i % 60 < 55 && i >= 180 && i < 43 * 60 ? 1 : 0));
  });
});
