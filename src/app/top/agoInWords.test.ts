import { expect, it } from 'vitest';
import { agoInWords } from './agoInWords';

const at = (text: string) => new Date(text).getTime();

it.each([
  ['2026-05-12T14:00:30', 'just now'],
  ['2026-05-12T13:40:30', '20 min ago'],
  ['2026-05-12T09:00:00', 'today'],
  ['2026-05-11T23:59:00', 'yesterday'],
  ['2026-05-08T12:00:00', 'Friday'],
  ['2026-05-03T12:00:00', '3 May'],
  ['2026-05-12T14:05:00', 'just now'],
])('%s is %s', (then, words) => {
  expect(agoInWords(at(then), at('2026-05-12T14:01:00'))).toBe(words);
});
