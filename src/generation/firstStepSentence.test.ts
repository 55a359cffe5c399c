import { expect, it } from 'vitest';
import { firstStepSentence } from './firstStepSentence';

const settings = { steps: 20, strength: 1, scheduler: null, thresholdCurve: 'linear' } as const;

it('counts the steps that are really run', () => {
  expect(firstStepSentence(255, settings)).toBe('from step 1 of the 20 run');
  expect(firstStepSentence(255, { ...settings, strength: 0.7 })).toBe('from step 1 of the 14 run');
  expect(firstStepSentence(255, { ...settings, steps: 4, strength: 0.3, scheduler: 'LCMScheduler' })).toBe('from step 1 of the 4 run');
});

it('starts darker greys later, as the thresholds say', () => {
  // change 128/255: preserve 0.498 is last put back at i = 9 (0.498 > 9/20), so it is free from step 10 on.
  expect(firstStepSentence(128, settings)).toBe('from step 10 of the 20 run');
  expect(firstStepSentence(0, settings)).toBe('stays as it is');
});

it('says where no step is left', () => {
  expect(firstStepSentence(255, { ...settings, strength: 0.01 })).toBe('no step is left');
});
