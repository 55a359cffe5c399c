import { expect, it } from 'vitest';
import { readiness, type ReadinessInput } from './readiness';

const ready: ReadinessInput = { hasPicture: true, mapIsEmpty: false, running: false, steps: 20, strength: 1, packageFault: null, summary: null };
const reason = (change: Partial<ReadinessInput>) => {
  const answer = readiness({ ...ready, ...change });
  return answer.ready ? null : answer.reason;
};

it('is ready with a picture and a painted map, also while the model still loads', () => {
  expect(readiness(ready)).toEqual({ ready: true });
});

it('asks for a picture first, then for a map, and offers to change everything', () => {
  expect(reason({ hasPicture: false, mapIsEmpty: true })).toContain('Open a picture');
  expect(readiness({ ...ready, mapIsEmpty: true })).toEqual({ ready: false, reason: 'Paint where it may change, or change everything', offer: 'change-everything' });
});

it('refuses a strength that leaves no step, and says so in numbers', () => {
  expect(reason({ steps: 20, strength: 0.04 })).toContain('At 4 % of 20 steps no step is left');
  expect(reason({ steps: 20, strength: 0.05 })).toBeNull();
});

it('runs one edit at a time and says when the model is missing', () => {
  expect(reason({ running: true })).toContain('under way');
  expect(reason({ packageFault: { code: 'package-missing-file', message: 'x', hint: '' } })).toContain('Without its model');
});
