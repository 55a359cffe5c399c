import { expect, it } from 'vitest';
import { boxOfDrag } from './promptDrag';

const size = { width: 100, height: 80 };

it('tells a click from a box by the way on screen', () => {
  expect(boxOfDrag({ x: 10, y: 10 }, { x: 12, y: 10 }, 1, size)).toBeNull();
  expect(boxOfDrag({ x: 10, y: 10 }, { x: 12, y: 14 }, 3, size)).toEqual({ x: 10, y: 10, width: 2, height: 4 });
});

it('draws boxes in any direction and keeps them inside the picture', () => {
  expect(boxOfDrag({ x: 60, y: 70 }, { x: -20, y: 200 }, 1, size)).toEqual({ x: 0, y: 70, width: 60, height: 10 });
  expect(boxOfDrag({ x: -30, y: 10 }, { x: -5, y: 40 }, 1, size)).toBeNull();
});
