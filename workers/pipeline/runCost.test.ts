import { describe, expect, it, vi } from 'vitest';
import type { MethodSettings, Recipe } from '../protocol/recipe';
import { runCost, wholeCost } from '../protocol/runCost';
import { schedulerTraits, type SchedulerClass } from '../protocol/scheduler/schedulerClasses';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel } from './testing/fakeModel';
import { testEdit } from './testing/testEdit';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const size = { width: 64, height: 64 };
const white = new Uint8Array(64 * 64).fill(255);

/** What was told, what the pipeline counts, and how often the network was asked. */
async function counted(change: Partial<Recipe>): Promise<readonly [told: number, counted: number, asked: number]> {
  const { recipe, blobs } = await testEdit(size, change, { changeMap: white });
  const model = fakeModel();
  const { result } = await runEdit(recipe, blobs, model, new RunMemory(), { isCancelled: () => false, onEvent: () => undefined });
  const { done, skipped, reused } = result.evaluations;
  const scheduler = recipe.scheduler ?? 'DDIMScheduler';
  return [wholeCost({ ...recipe, scheduler, fewStep: false }), done + skipped + reused, model.calls.predictions];
}

describe('the evaluations told before a run', () => {
  it.each(Object.keys(schedulerTraits) as SchedulerClass[])('are those that it takes with %s', async (scheduler) => {
    for (const [steps, strength] of [
      [6, 1],
      [7, 0.5],
    ] as const) {
      const [told, all, asked] = await counted({ method: { name: 'image-to-image' }, scheduler, steps, strength });
      expect([told, asked], `${steps} steps at ${strength}`).toEqual([all, all]);
    }
  });

  it.each<MethodSettings>([
    { name: 'differential', futureHinting: true },
    { name: 'blended-inpaint', threshold: 0.5 },
  ])('are those that $name takes', async (method) => {
    expect(await counted({ method, steps: 5 })).toEqual([5, 5, 5]);
  });

  it('are told stage by stage', () => {
    const automatic: MethodSettings = {
      name: 'automatic-map',
      referencePrompt: null,
      noises: 6,
      noiseStrength: 0.5,
      clampRatio: 3,
      threshold: 0.5,
      encodingRatio: 0.8,
      where: 'texts',
      ablation: 'none',
    };
    const ground = { steps: 25, strength: 1, scheduler: 'DDIMScheduler', fewStep: false };
    expect(runCost({ ...ground, method: automatic })).toEqual([
      { stage: 'contrast', evaluations: 12 },
      { stage: 'encoding', evaluations: 20 },
      { stage: 'decoding', evaluations: 20 },
    ]);
    expect(runCost({ ...ground, method: { ...automatic, where: 'change-map' } }).map(({ stage }) => stage)).toEqual([
      'encoding',
      'decoding',
    ]);
    expect(runCost({ ...ground, method: { name: 'image-to-image' }, strength: 0.01 })).toEqual([]);
  });
});
