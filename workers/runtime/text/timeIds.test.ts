import { expect, it } from 'vitest';
import { timeIds } from './timeIds';

it('tells original size, crop and target size, height first', () => {
  expect([...timeIds({ width: 96, height: 64 }, 6, false)]).toEqual([64, 96, 0, 0, 64, 96]);
});

it('tells the refiner an aesthetic score instead, low for what is not wanted', () => {
  expect([...timeIds({ width: 96, height: 64 }, 5, false)]).toEqual([64, 96, 0, 0, 6]);
  expect([...timeIds({ width: 96, height: 64 }, 5, true)]).toEqual([64, 96, 0, 0, 2.5]);
});
