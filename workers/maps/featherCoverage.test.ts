import { expect, it } from 'vitest';
import { featherCoverage } from './featherCoverage';
import { polygonCoverage } from './polygonCoverage';

const picture = { width: 60, height: 50 };
const square = polygonCoverage(
  [
    { x: 20, y: 20 },
    { x: 40, y: 20 },
    { x: 40, y: 40 },
    { x: 20, y: 40 },
  ],
  picture,
)!;

it('falls to a half at the edge, to exactly 0 beyond 3σ, and keeps the sum', () => {
  const soft = featherCoverage(square, 3, picture);
  expect(soft.rect).toEqual({ x: 11, y: 11, width: 38, height: 38 });
  const at = (x: number, y: number) => soft.coverage[(y - 11) * 38 + x - 11]!;
  expect((at(19, 30) + at(20, 30)) / 2).toBeCloseTo(127.5, -0.5);
  expect([at(11, 11), at(30, 30)]).toEqual([0, 255]);
  const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
  expect(sum(soft.coverage) / sum(square.coverage)).toBeCloseTo(1, 2);
});

it('leaves the area alone without softness', () => {
  expect(featherCoverage(square, 0, picture)).toEqual(square);
});
