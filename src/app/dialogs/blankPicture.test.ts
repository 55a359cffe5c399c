import { expect, it } from 'vitest';
import { blankPicture } from './blankPicture';

it('is opaque and of one grey', () => {
  const { rgba, width, height, icc } = blankPicture({ width: 3, height: 2 }, 'grey');
  expect([width, height, icc, rgba.length]).toEqual([3, 2, null, 24]);
  expect([...rgba]).toEqual(Array.from({ length: 6 }, () => [128, 128, 128, 255]).flat());
});
