import { describe, expect, it } from 'vitest';
import { initialSettings } from '../../document/documentState';
import { runSummary } from './runSummary';

describe('runSummary', () => {
  it('says steps, guidance, seed and method in one line', () => {
    expect(runSummary({ ...initialSettings, steps: 20, guidance: 5, seed: 4, seedLocked: true, method: 'differential' })).toBe(
      '20 steps · guidance 5 · Differential · seed 4',
    );
  });
  it('counts LoRAs, where there are some', () => {
    const loras = [{ sha256: '0'.repeat(64), name: 'night', strength: 1 }];
    expect(runSummary({ ...initialSettings, loras })).toMatch(/ · Differential · 1 LoRA$/);
    expect(runSummary({ ...initialSettings, loras: [...loras, ...loras] })).toMatch(/ · 2 LoRAs$/);
  });
  it('names the seed only where it stays, and counts a single step rightly', () => {
    expect(runSummary({ ...initialSettings, steps: 1, guidance: 7.5, seedLocked: false, method: 'exemplar-blend' })).toBe(
      '1 step · guidance 7.5 · Exemplar blend',
    );
  });
});
