import { describe, expect, it, vi } from 'vitest';
import type { Tensor } from '../../protocol/tensor';
import { createInvertibleScheduler, createScheduler } from '../schedulers/createScheduler';
import { makeRun, stableConfig } from '../testing/testRuns';
import { ddimInversion } from './ddimInversion';
import { guidanceImage, ledDecoding, optimise, refineGuidance } from './optimisation';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const config = { _class_name: 'DDIMScheduler', ...stableConfig };
const plane = 16;
const edit = Float32Array.from({ length: plane }, (_, i) => (i < 6 ? 1 : 0));
const knobs = { gradientSteps: 2, updateSteps: 12, learningRate: 0.05 };
const run = (seed = 1, conditional = 0.1) =>
  makeRun(createScheduler(config), { conditioning: { conditional, unconditional: null, guidanceScale: 1, guidanceRescale: 0 } }, seed);
const distance = (a: Tensor, b: Tensor, where: (i: number) => boolean) =>
  Math.sqrt(a.data.reduce((sum, value, i) => (where(i % plane) ? sum + (value - b.data[i]!) ** 2 : sum), 0));
const cosine = (a: Tensor, b: Tensor) => {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  return dot(a.data, b.data) / Math.sqrt(dot(a.data, a.data) * dot(b.data, b.data));
};

async function inverted(source: Tensor): Promise<readonly Tensor[]> {
  const { denoiser } = run();
  const { trajectory } = await ddimInversion({
    denoiser,
    scheduler: createInvertibleScheduler(config),
    steps: 20,
    encodingRatio: 1,
    unconditional: 0.1,
    source,
    onStep: () => Promise.resolve(),
  });
  return trajectory;
}

describe('optimise', () => {
  const outside = (i: number) => edit[i] === 0;

  it('moves the preserved part from the guidance image to the source as λ goes from 0 to 1', async () => {
    const balances = [0, 0.25, 0.5, 0.75, 1];
    const toSource = balances.map(() => 0);
    for (let seed = 1; seed <= 6; seed++) {
      const { source } = run(seed);
      const guide = run(seed + 100).source;
      const [x, g] = [await inverted(source), await inverted(guide)];
      for (const [k, balance] of balances.entries()) {
        const { latents } = await optimise(run(seed, 0.3), x, g, edit, { ...knobs, balance });
        toSource[k] = toSource[k]! + distance(latents, source, outside);
      }
    }
    for (let k = 1; k < balances.length; k++) expect(toSource[k]!).toBeLessThan(toSource[k - 1]!);
  });

  it('with λ = 1 leaves the inside free: guidance does not matter', async () => {
    const { source } = run();
    const x = await inverted(source);
    const results = await Promise.all(
      [run(50).source, run(51).source].map(async (guide) =>
        optimise(run(1, 0.3), x, await inverted(guide), edit, { ...knobs, balance: 1 }),
      ),
    );
    expect(results[0]!.latents.data).toEqual(results[1]!.latents.data);
  });

  it('without update steps is plain decoding', async () => {
    const x = await inverted(run().source);
    const led = await optimise(run(), x, x, edit, { ...knobs, balance: 0.5, updateSteps: 0 });
    const plain = await ledDecoding(run(), x[20]!, () => x[0]!, null, edit, { ...knobs, balance: 0, updateSteps: 20 });
    expect(led.latents.data).toEqual(plain.latents.data);
    expect(led.evaluations.done).toBe(20);
  });

  it('refuses inversions that are too short, and a balance beyond 0…1', async () => {
    const x = await inverted(run().source);
    await expect(optimise(run(), x, x.slice(0, 5), edit, { ...knobs, balance: 0.5 })).rejects.toMatchObject({ code: 'bad-shape' });
    await expect(optimise(run(), x, x, edit, { ...knobs, balance: 1.1 })).rejects.toMatchObject({ code: 'bad-recipe' });
  });
});

describe('guidance image', () => {
  it('starts from the noised source and stays near it outside the edit', async () => {
    const led = await guidanceImage(run(1, 0.6), edit, { ...knobs, updateSteps: 20 });
    const { source } = run();
    const free = await guidanceImage(run(1, 0.6), edit, { ...knobs, updateSteps: 0 });
    const outside = (i: number) => edit[i] === 0;
    expect(distance(led.latents, source, outside)).toBeLessThan(distance(free.latents, source, outside));
  });

  it('is refined towards the direction of the source', async () => {
    const { source } = run();
    const guide = run(60).source;
    const [x, g] = [await inverted(source), await inverted(guide)];
    const refined = await refineGuidance(run(1, 0.3), g, x, { ...knobs, updateSteps: 20 });
    const plain = await refineGuidance(run(1, 0.3), g, x, { ...knobs, updateSteps: 0 });
    expect(cosine(refined.latents, source)).toBeGreaterThan(cosine(plain.latents, source));
  });
});
