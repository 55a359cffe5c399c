import { expect, it } from 'vitest';
import { formatSeconds } from './formatSeconds';

it('says seconds as people do', () => {
  expect(formatSeconds(4.4)).toBe('4 s');
  expect(formatSeconds(125)).toBe('2 min 05 s');
  expect(formatSeconds(-1)).toBe('0 s');
});
