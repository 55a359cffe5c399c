import { expect, it } from 'vitest';
import { ChangeMap } from './ChangeMap';
import { mapFromPart, shiftedMap } from './mapFromPart';

const size = { width: 600, height: 300 };
const rect = { x: 250, y: 250, width: 12, height: 10 };
const values = Uint8Array.from({ length: 120 }, (_, i) => i + 1);

it('holds the part and nothing else, across tiles', () => {
  const map = mapFromPart(size, rect, values);
  expect([map.readRect(rect), map.bounds(), [...map.tiles.keys()]]).toEqual([values, rect, [0, 1, 3, 4]]);
});

it('leaves out what lies outside the picture', () => {
  expect(mapFromPart(size, { ...rect, x: -6 }, values).bounds()).toEqual({ x: 0, y: 250, width: 6, height: 10 });
  expect(mapFromPart(size, { ...rect, x: 700 }, values).isEmpty()).toBe(true);
});

it('moves a map, and loses what leaves the picture', () => {
  const map = mapFromPart(size, rect, values);
  expect(shiftedMap(map, 30, -100).readRect({ ...rect, x: 280, y: 150 })).toEqual(values);
  expect(shiftedMap(map, 345, 0).bounds()?.width).toBe(5);
  expect(shiftedMap(map, 0, 0)).toBe(map);
  expect(shiftedMap(new ChangeMap(size), 4, 4).isEmpty()).toBe(true);
});
