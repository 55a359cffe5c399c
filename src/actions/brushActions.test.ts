import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { viewStore } from '../canvas/viewStore';
import { brushActions } from './brushActions';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const press = (digit: number, waitMs = 0) => {
  vi.advanceTimersByTime(waitMs);
  void brushActions.find(({ keys }) => keys.includes(`Digit${digit}`))?.run();
  return Math.round(viewStore.getState().brush.strength * 100);
};

it('takes one digit for tens, and two quick ones for a number', () => {
  expect([press(4, 5000), press(5, 200)]).toEqual([40, 45]);
  expect([press(0, 5000), press(5, 300)]).toEqual([100, 5]);
  expect([press(0, 5000), press(0, 300)]).toEqual([100, 0]);
});

it('begins anew after a pause, and after a pair', () => {
  expect([press(4, 5000), press(5, 900)]).toEqual([40, 50]);
  expect([press(1, 5000), press(2, 100), press(3, 100), press(4, 100)]).toEqual([10, 12, 30, 34]);
});
