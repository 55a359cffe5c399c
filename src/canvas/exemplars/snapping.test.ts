import { expect, it } from 'vitest';
import { snapAxis, snapLines } from './snapping';

it('knows the edges and middles of the scene and of other boxes', () => {
  const { x, y } = snapLines({ width: 100, height: 60 }, [{ x: 10, y: 20, width: 8, height: 4 }]);
  expect([x, y]).toEqual([
    [0, 50, 100, 10, 14, 18],
    [0, 30, 60, 20, 22, 24],
  ]);
});

it('moves the nearest of beginning, middle and end onto a line, within reach alone', () => {
  expect(snapAxis(3, 20, [0, 50], 5)).toEqual({ by: -3, line: 0 });
  expect(snapAxis(38, 20, [0, 50], 5)).toEqual({ by: 2, line: 50 });
  expect(snapAxis(31, 20, [0, 50], 5)).toEqual({ by: -1, line: 50 });
  expect(snapAxis(20, 20, [0, 50], 5)).toEqual({ by: 0, line: null });
});
