import { describe, expect, it } from 'vitest';
import { ChangeMap } from '../../document/changeMap/ChangeMap';
import { newMapLayer } from '../../document/mapLayer';
import { placeNumbers } from './isolineLabels';
import { shownMap } from './shownMap';

describe('numbers of step lines', () => {
  const bounds = { x: 0, y: 0, width: 400, height: 300 };
  const room = { bounds, measure: (number: number) => ({ width: 12 + 7 * String(number).length, height: 18 }), apartPx: 18 };
  const level = (y: number, number: number) => ({
    number,
    closed: false,
    points: Array.from({ length: 160 }, (_, i) => (i % 2 === 0 ? 2.5 * i : y)),
  });
  const ring = (radius: number, number: number) => ({
    number,
    closed: true,
    points: Array.from(
      { length: 120 },
      (_, i) => 150 + radius * (i % 2 === 0 ? Math.cos((i * Math.PI) / 60) : Math.sin(((i - 1) * Math.PI) / 60)),
    ),
  });

  it('stand on one straight line, each on its own, in order', () => {
    const placed = placeNumbers(
      [40, 80, 120, 200].map((y, i) => level(y, 17 - 3 * i)),
      room,
    );
    expect(placed.map(({ number }) => number)).toEqual([17, 14, 11, 8]);
    expect(new Set(placed.map(({ x }) => x)).size).toBe(1);
    expect(placed.map(({ y }) => y)).toEqual([40, 80, 120, 200]);
  });

  it('are 18 px apart at least: what does not fit goes unlabelled', () => {
    const placed = placeNumbers(
      [40, 46, 52, 58, 64, 70].map((y, i) => level(y, 20 - i)),
      room,
    );
    expect(placed.length).toBe(2);
    expect(placed[1]!.y - placed[0]!.y).toBeGreaterThanOrEqual(18);
  });

  it('go outwards through rings, one to each', () => {
    const placed = placeNumbers(
      [30, 60, 90, 120].map((radius, i) => ring(radius, 5 + 4 * i)),
      room,
    );
    expect(placed.map(({ number }) => number).sort((a, b) => a - b)).toEqual([5, 9, 13, 17]);
    expect(Math.min(new Set(placed.map(({ x }) => Math.round(x))).size, new Set(placed.map(({ y }) => Math.round(y))).size)).toBe(1);
  });

  it('stand side by side across upright lines, and keep within bounds', () => {
    const upright = [60, 130, 200].map((x, i) => ({ number: 3 + 3 * i, closed: false, points: [x, 0, x, 300] }));
    const placed = placeNumbers(upright, room);
    expect(placed.map(({ x }) => x)).toEqual([60, 130, 200]);
    expect(placeNumbers([level(4, 3), level(-40, 6)], room)).toEqual([]);
  });
});

describe('the map on screen', () => {
  const size = { width: 4, height: 4 };
  const map = new ChangeMap(size);
  const maps = [{ ...newMapLayer('map', 'Map'), map }];
  const target = { of: 'scene', id: 'map' } as const;

  it('is the painted one itself while it is plain', () => {
    expect(shownMap({ maps, target, changeMap: map }, null)).toEqual({ map, of: 'scene', compose: null });
  });

  it('is what all give together where that is more than one, and edits meet it by composition', () => {
    const both = new ChangeMap(size);
    const shown = shownMap({ maps: [...maps, { ...newMapLayer('b', 'B'), map, opacity: 0.5 }], target, changeMap: map }, both);
    expect([shown.map === both, shown.compose === null]).toEqual([true, false]);
  });

  it('is an exemplar’s own while that is painted', () => {
    const own = new ChangeMap(size);
    expect(shownMap({ maps, target: { of: 'hold', id: 'x' }, changeMap: own }, null)).toEqual({ map: own, of: 'hold', compose: null });
  });
});
