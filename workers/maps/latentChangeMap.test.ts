import { expect, it } from 'vitest';
import { latentChangeMap } from './latentChangeMap';

const size = { width: 4, height: 2 };
const change = Uint8Array.of(0, 200, 10, 10, 0, 0, 10, 12);

it.each([
  ['maximum', [200, 12]],
  ['mean', [50, 11]],
] as const)('shows the %s of each cell, as change', (reduction, wanted) => {
  expect([...latentChangeMap(change, size, { width: 2, height: 1 }, reduction)]).toEqual(wanted);
});

it('is the map itself where a cell is a pixel, whatever the reduction', () => {
  for (const reduction of ['maximum', 'mean', 'bilinear'] as const) expect(latentChangeMap(change, size, size, reduction)).toEqual(change);
});

it('refuses bytes that are not a map of that size', () => {
  expect(() => latentChangeMap(change.subarray(1), size, size, 'maximum')).toThrow(/not 4 × 2/);
});
