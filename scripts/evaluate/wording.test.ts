import { expect, it } from 'vitest';
import { atTime, inColour } from './wording';

it('changes one thing of a caption', () => {
  const caption = 'a red house on the left, hills, grass, day, flat style';
  expect(atTime(caption, 'night')).toBe('a red house on the left, hills, grass, night, flat style');
  expect(atTime('a red house', 'night')).toBe('a red house, night');
  expect(inColour(caption, 'house', 'red', 'blue')).toBe('a blue house on the left, hills, grass, day, flat style');
});
