import { expect, it } from 'vitest';
import { StepClock } from './stepClock';

it('knows nothing after the first step, then goes by the last five', () => {
  let now = 0;
  const clock = new StepClock(() => now);
  const step = (milliseconds: number, remaining: number): number | null => {
    now += milliseconds;
    return clock.tick(remaining);
  };
  expect(step(20_000, 9)).toBeNull();
  expect(step(1000, 8)).toBe(8);
  expect(step(2000, 7)).toBe(10.5);
  for (let i = 0; i < 5; i++) step(4000, 3);
  expect(clock.tick(2)).toBeCloseTo(((4 * 4 + 0) / 5) * 2, 6);
  expect(step(4000, 0)).toBe(0);
});
