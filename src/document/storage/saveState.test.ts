import { expect, it } from 'vitest';
import type { KeepingState } from './keepProject';
import { historyLossWords } from './saveState';

const saved = (savedSteps: number): KeepingState => ({ status: 'saved', fault: null, restored: false, savedSteps, role: 'writer' });

it.each([
  ['all of it is saved', saved(7), null],
  ['it is being saved', { ...saved(3), status: 'saving' }, null],
  ['none of it fits', saved(0), 'The history of changes is too large to be saved, and ends with the page.'],
  ['one step fits', saved(1), 'Of the history, the last step is saved; the others end with the page.'],
  ['some of it fits', saved(3), 'Of the history, the last 3 of 7 steps are saved; the others end with the page.'],
] as const)('what of the history would not be kept is said: where %s', (_, state, words) => {
  expect(historyLossWords(state, 7)).toBe(words);
});
