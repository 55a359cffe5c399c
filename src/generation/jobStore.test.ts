import { describe, expect, it } from 'vitest';
import { applyEvent, describeJob, progressOf, startedJob, type RunningJob } from './jobStore';

const job: RunningJob = { ...startedJob('a', 'one'), phase: 'preparing' };

describe('a running job', () => {
  it('takes steps and phases from events', () => {
    const stepped = applyEvent(job, { type: 'step', step: 8, steps: 14, stage: null, secondsLeft: 61.2, preview: null });
    expect(describeJob(stepped)).toBe('Editing · step 8 of 14 · 1 min 01 s left');
    expect(progressOf(stepped)).toBeCloseTo(8 / 14);
    const decoding = applyEvent(stepped, { type: 'phase', phase: 'decoding', part: null, loadedBytes: 0, totalBytes: null });
    expect(describeJob(decoding)).toBe('Drawing the result');
    expect(progressOf(decoding)).toBe(1);
  });
  it('shows bytes while loading', () => {
    const loading = applyEvent(job, { type: 'phase', phase: 'loading', part: 'unet', loadedBytes: 5_000_000, totalBytes: 20_000_000 });
    expect(describeJob(loading)).toBe('Loading the model · 5.0 of 20.0 MB');
    expect(progressOf(loading)).toBe(0.25);
  });
  it('cannot tell the share while it prepares', () => {
    expect(progressOf(job)).toBeNull();
  });
  it('says so while it stops', () => {
    expect(describeJob({ ...job, cancelling: true })).toContain('Stopping');
  });
});
