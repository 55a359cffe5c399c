import { expect, it } from 'vitest';
import { brushSizeFor } from './brushSizeFor';

const square = (side: number) => ({ width: side, height: side / 2 });

it('suits the brush to a picture of quite another size, and leaves it otherwise', () => {
  expect(brushSizeFor(60, null, square(128))).toBe(15);
  expect(brushSizeFor(60, null, square(512))).toBe(60);
  expect(brushSizeFor(15, square(128), square(4096))).toBe(480);
  expect(brushSizeFor(33, square(128), square(256))).toBe(33);
  expect(brushSizeFor(1, square(4096), square(64))).toBe(1);
});
