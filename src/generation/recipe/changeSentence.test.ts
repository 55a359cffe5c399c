import { expect, it } from 'vitest';
import { initialSettings } from '../../document/documentState';
import { changeSentence } from './changeSentence';

const settings = { ...initialSettings, steps: 20 };

it('counts the steps that are really run', () => {
  expect(changeSentence(255, settings)).toBe('from step 1 of the 20 run');
  expect(changeSentence(255, { ...settings, strength: 0.7 })).toBe('from step 1 of the 14 run');
  expect(changeSentence(255, { ...settings, steps: 4, strength: 0.3, scheduler: 'LCMScheduler' })).toBe('from step 1 of the 4 run');
});

it('starts darker greys later, as the thresholds say', () => {
  // change 128/255: preserve 0.498 is last put back at i = 9 (0.498 > 9/20), so it is free from step 10 on.
  expect(changeSentence(128, settings)).toBe('from step 10 of the 20 run');
  expect(changeSentence(128, settings, { preserve: 0 })).toBe('from step 1 of the 20 run');
  expect(changeSentence(0, settings)).toBe('stays as it is');
});

it('says where no step is left', () => {
  expect(changeSentence(255, { ...settings, strength: 0.01 })).toBe('no step is left');
});

it('speaks of steps only where the method spreads them over the greys', () => {
  expect(changeSentence(60, { ...settings, method: 'image-to-image', strength: 0.5 })).toBe('in all 10 steps run');
  expect(changeSentence(60, { ...settings, method: 'exemplar-blend' })).toMatch(/^from step/);
  expect(changeSentence(60, { ...settings, method: 'exemplar-blend', exemplarPasses: 'cut-and-paste' })).toBe('in all 20 steps run');
});

it('says from which strength on the map counts, as the engine cuts it', () => {
  const inpaint = { ...settings, method: 'blended-inpaint', inpaintThreshold: 0.4 } as const;
  expect(changeSentence(101, inpaint)).toBe('stays as it is: this method counts from 40 %');
  expect(changeSentence(102, inpaint)).toBe('in all 20 steps run');
  const guided = { ...settings, method: 'guided-optimisation' } as const;
  expect(changeSentence(127, guided)).toBe('stays as it is: this method counts from 50 %');
  expect(changeSentence(128, guided)).toBe('counts in full');
});

it('of the automatic map, that it finds by itself where to edit, within what is painted', () => {
  const automatic = { ...settings, method: 'automatic-map' } as const;
  expect(changeSentence(9, automatic)).toBe('changes where the two prompts differ');
  expect(changeSentence(0, automatic)).toBe('stays as it is');
  expect(changeSentence(0, automatic, { nothingPainted: true })).toBe('changes where the two prompts differ');
  const byMap = { ...automatic, automaticMap: { ...settings.automaticMap, where: 'change-map' } } as const;
  expect(changeSentence(9, byMap)).toBe('counts in full');
  expect(changeSentence(0, byMap, { nothingPainted: true })).toBe('stays as it is');
});
