import { describe, expect, it, vi } from 'vitest';
import type { Tensor } from '../../protocol/tensor';
import type { InvertibleScheduler, MethodRun } from '../contracts';
import { TorchGenerator } from '../random/torchGenerator';
import { createInvertibleScheduler, createScheduler } from '../schedulers/createScheduler';
import { CountingDenoiser, makeRun, stableConfig } from '../testing/testRuns';
import { blendedInpaint } from './blendedInpaint';
import { cutAndPaste } from './cutAndPaste';
import { ddimInversion } from './ddimInversion';
import { decodeAlong } from './diffEdit';
import { differential } from './differential';
import { exemplarBlend } from './exemplarBlend';
import { exemplarPasses } from './exemplarPasses';
import { imageToImage } from './imageToImage';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const config = { _class_name: 'DDIMScheduler', ...stableConfig };
const ddim = () => createScheduler(config);
const plane = 16;
const thrift = { previous: null, everyStep: true } as const;
const distance = (a: Tensor, b: Tensor, where: (i: number) => boolean = () => true) =>
  Math.sqrt(a.data.reduce((sum, value, i) => (where(i % plane) ? sum + (value - b.data[i]!) ** 2 : sum), 0));

describe('imageToImage', () => {
  it('cuts the schedule: ⌊steps·strength⌋ evaluations, from the first kept timestep', async () => {
    const run = makeRun(ddim(), { steps: 10, strength: 0.65 });
    const { evaluations } = await imageToImage(run);
    expect(evaluations).toEqual({ done: 6, skipped: 0, reused: 0 });
    expect(run.denoiser.timesteps).toEqual([501, 401, 301, 201, 101, 1]);
    expect(run.reports.map(({ index, count }) => [index, count])).toEqual([0, 1, 2, 3, 4, 5].map((i) => [i, 6]));
  });

  it('is the same for the same seed and another for another', async () => {
    const first = await imageToImage(makeRun(ddim(), {}, 1));
    expect((await imageToImage(makeRun(ddim(), {}, 1))).latents.data).toEqual(first.latents.data);
    expect((await imageToImage(makeRun(ddim(), {}, 2))).latents.data).not.toEqual(first.latents.data);
  });
});

describe('differential', () => {
  const run = (preserve: Float32Array, futureHinting = true, seed = 1) =>
    differential(makeRun(ddim(), {}, seed), { preserve, curve: 'linear', futureHinting, ...thrift });

  it('with white change everywhere is image-to-image', async () => {
    const { latents } = await run(new Float32Array(plane));
    expect(latents.data).toEqual((await imageToImage(makeRun(ddim()))).latents.data);
  });

  it('with black change everywhere takes one step from the last level', async () => {
    const given = makeRun(ddim());
    const { latents } = await run(new Float32Array(plane).fill(1));
    given.scheduler.timesteps(20);
    const start = given.scheduler.addNoise(given.source, given.noise, 19);
    const prediction = await given.denoiser.predict(start, 1, given.conditioning);
    expect(latents.data).toEqual(given.scheduler.step(prediction, start, 19, null).latents.data);
  });

  it('keeps elements nearer to the source the less they may change', async () => {
    const preserve = Float32Array.from({ length: plane }, (_, i) => (i < 4 ? 0.9 : i < 8 ? 0.6 : i < 12 ? 0.3 : 0));
    const groups = [0, 0, 0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const { latents } = await run(preserve, true, seed);
      const { source } = makeRun(ddim(), {}, seed);
      groups.forEach((sum, k) => (groups[k] = sum + distance(latents, source, (i) => Math.floor(i / 4) === k)));
    }
    for (let k = 1; k < groups.length; k++) expect(groups[k]!).toBeGreaterThan(groups[k - 1]!);
  });

  it('without future hints puts each element back once, and so differs', async () => {
    const preserve = Float32Array.from({ length: plane }, (_, i) => i / plane);
    const { latents, trajectory } = await run(preserve, false);
    expect(latents.data).not.toEqual((await run(preserve)).latents.data);
    const times = Array.from({ length: plane }, (_, i) => trajectory.masks.reduce((sum, mask, step) => sum + (step > 0 ? mask[i]! : 0), 0));
    expect(Math.max(...times)).toBe(1);
    expect(times.filter((count) => count === 1).length).toBe(plane - 1);
  });
});

describe('exemplarBlend', () => {
  const other = (seed: number) => makeRun(ddim(), {}, seed).source;
  const half = Float32Array.from({ length: plane }, (_, i) => (i < 8 ? 1 : 0));

  it('takes up the exemplar where the source is not preserved', async () => {
    const given = makeRun(ddim(), { strength: 0.3 });
    const { latents } = await exemplarBlend(given, {
      exemplars: [{ latents: other(9), preserve: half, hold: null }],
      curve: 'linear',
      ...thrift,
    });
    const inside = (i: number) => i >= 8;
    expect(distance(latents, other(9), inside)).toBeLessThan(distance(latents, given.source, inside));
    expect(distance(latents, given.source, (i) => i < 8)).toBeLessThan(distance(latents, other(9), (i) => i < 8));
  });

  it('lets a later exemplar override an earlier one', async () => {
    const all = new Float32Array(plane);
    const first = { latents: other(9), preserve: all, hold: null };
    const second = { latents: other(10), preserve: all, hold: null };
    const given = () => makeRun(ddim(), { strength: 0.3 });
    const both = await exemplarBlend(given(), { exemplars: [first, second], curve: 'linear', ...thrift });
    const alone = await exemplarBlend(given(), { exemplars: [second], curve: 'linear', ...thrift });
    expect(both.latents.data).toEqual(alone.latents.data);
  });

  it('with the source as its own exemplar is differential', async () => {
    const preserve = Float32Array.from({ length: plane }, (_, i) => i / plane);
    const given = makeRun(ddim());
    const { latents } = await exemplarBlend(given, {
      exemplars: [{ latents: given.source, preserve, hold: null }],
      curve: 'cubic',
      ...thrift,
    });
    const plain = await differential(makeRun(ddim()), { preserve, curve: 'cubic', futureHinting: true, ...thrift });
    expect(latents.data).toEqual(plain.latents.data);
  });

  it('holds an exemplar: with everything held, it stays as a source would', async () => {
    const exemplar = other(9);
    const distances = [];
    for (const held of [0, 0.5, 1]) {
      const { latents } = await exemplarBlend(makeRun(ddim()), {
        exemplars: [{ latents: exemplar, preserve: half, hold: new Float32Array(plane).fill(held) }],
        curve: 'linear',
        ...thrift,
      });
      distances.push(distance(latents, exemplar, (i) => i >= 8));
    }
    expect(distances[1]!).toBeLessThan(distances[0]!);
    expect(distances[2]!).toBeLessThan(distances[1]!);
  });

  it('orders adherence by curve: cubic frees the source later than log', async () => {
    const preserve = new Float32Array(plane).fill(0.4);
    const closeness = [];
    for (const curve of ['log', 'linear', 'quadratic', 'cubic'] as const) {
      const given = makeRun(ddim());
      const { latents } = await exemplarBlend(given, { exemplars: [{ latents: given.source, preserve, hold: null }], curve, ...thrift });
      closeness.push(distance(latents, given.source));
    }
    for (let k = 1; k < closeness.length; k++) expect(closeness[k]!).toBeLessThan(closeness[k - 1]!);
  });

  it('runs pass by pass, each result the next source', async () => {
    const exemplars = [9, 10].map((seed) => ({ latents: other(seed), preserve: half, hold: null }));
    const settings = makeRun(ddim());
    const pass = (seed: number) => {
      const draw = new TorchGenerator(seed);
      return { noise: draw.next(settings.source.shape), draw };
    };
    const { latents, evaluations } = await exemplarPasses(settings, { exemplars, curve: 'linear', everyStep: true }, pass);
    expect(evaluations.done).toBe(40);
    const first = await exemplarBlend(makeRun(ddim()), { exemplars: [exemplars[0]!], curve: 'linear', ...thrift });
    const second = await exemplarBlend(makeRun(ddim(), { ...pass(1), source: first.latents }), {
      exemplars: [exemplars[1]!],
      curve: 'linear',
      ...thrift,
    });
    expect(latents.data).toEqual(second.latents.data);
  });
});

describe('baselines', () => {
  const edit = Float32Array.from({ length: plane }, (_, i) => (i % 3 === 0 ? 1 : 0));

  it('blended inpaint leaves the source exactly outside the edit', async () => {
    const given = makeRun(ddim());
    const { latents } = await blendedInpaint(given, edit);
    expect(distance(latents, given.source, (i) => edit[i] === 0)).toBe(0);
    expect(distance(latents, given.source, (i) => edit[i] === 1)).toBeGreaterThan(0.1);
  });

  it('cut and paste denoises the surgical latents without leading them', async () => {
    const exemplar = makeRun(ddim(), {}, 9).source;
    const preserve = edit.map((value) => 1 - value);
    const given = makeRun(ddim(), { strength: 0.5 });
    const surgical = { ...given.source, data: given.source.data.map((value, i) => (edit[i % plane] ? exemplar.data[i]! : value)) };
    const { latents } = await cutAndPaste(given, [{ latents: exemplar, preserve }]);
    expect(latents.data).toEqual((await imageToImage(makeRun(ddim(), { strength: 0.5, source: surgical }))).latents.data);
  });
});

describe('inversion and DiffEdit', () => {
  const invert = (scheduler: InvertibleScheduler, ratio: number, run: MethodRun<number>) =>
    ddimInversion({
      denoiser: run.denoiser,
      scheduler,
      steps: 20,
      encodingRatio: ratio,
      unconditional: 0.1,
      source: run.source,
      onStep: () => Promise.resolve(),
    });

  it('comes back to the source under the same condition, the closer the more steps', async () => {
    const back = async (steps: number) => {
      const run = makeRun(ddim(), { steps });
      const { trajectory } = await ddimInversion({
        denoiser: run.denoiser,
        scheduler: createInvertibleScheduler(config),
        steps,
        encodingRatio: 1,
        unconditional: 0.1,
        source: run.source,
        onStep: () => Promise.resolve(),
      });
      const { latents } = await decodeAlong(makeRun(ddim(), { steps }), trajectory, new Float32Array(plane).fill(1));
      return distance(latents, run.source);
    };
    const few = await back(20);
    expect(await back(200)).toBeLessThan(few / 4);
  });

  it('stacks one level a step from the clean source, ascending', async () => {
    const run = makeRun(ddim());
    const { trajectory, timesteps, evaluations } = await invert(createInvertibleScheduler(config), 0.55, run);
    expect(trajectory).toHaveLength(12);
    expect(trajectory[0]).toBe(run.source);
    expect(timesteps[0]).toBe(1);
    expect(timesteps).toEqual([...timesteps].sort((a, b) => a - b));
    expect(evaluations).toBe(11);
  });

  it('puts the clean source back outside the edit', async () => {
    const run = makeRun(ddim(), { strength: 0.8 });
    const { trajectory } = await invert(createInvertibleScheduler(config), 0.8, run);
    const edit = Float32Array.from({ length: plane }, (_, i) => (i < 5 ? 1 : 0));
    const { latents } = await decodeAlong(
      makeRun(ddim(), { strength: 0.8, conditioning: { conditional: 0.6, unconditional: null, guidanceScale: 1, guidanceRescale: 0 } }),
      trajectory,
      edit,
    );
    expect(distance(latents, run.source, (i) => i >= 5)).toBe(0);
    expect(distance(latents, run.source, (i) => i < 5)).toBeGreaterThan(0.1);
  });

  it('refuses an inversion of another ratio', async () => {
    const { trajectory } = await invert(createInvertibleScheduler(config), 0.5, makeRun(ddim()));
    await expect(decodeAlong(makeRun(ddim(), { strength: 0.8 }), trajectory, new Float32Array(plane))).rejects.toMatchObject({
      code: 'bad-shape',
    });
  });
});

describe('bad input is refused before the model runs', () => {
  const map = new Float32Array(plane);
  const cases: [string, Partial<MethodRun<number>>, Float32Array, string][] = [
    ['zero steps', { steps: 0 }, map, 'bad-recipe'],
    ['too many steps', { steps: 1001 }, map, 'bad-recipe'],
    ['half a step', { steps: 2.5 }, map, 'bad-recipe'],
    ['a strength that leaves no step', { strength: 0.01 }, map, 'no-step-left'],
    ['strength 0', { strength: 0 }, map, 'no-step-left'],
    ['a strength above 1', { strength: 1.5 }, map, 'bad-recipe'],
    ['a strength that is no number', { strength: Number.NaN }, map, 'bad-recipe'],
    ['a map of another size', {}, new Float32Array(15), 'bad-map'],
    ['a map out of range', {}, map.map((_, i) => (i === 3 ? 1.01 : 0)), 'bad-map'],
    ['a map with NaN', {}, map.map((_, i) => (i === 3 ? Number.NaN : 0)), 'bad-map'],
    ['noise of another shape', { noise: { data: new Float32Array(16), shape: [1, 1, 4, 4] } }, map, 'bad-shape'],
    ['a source with NaN', { source: { data: new Float32Array(32).fill(Number.NaN), shape: [1, 2, 4, 4] } }, map, 'not-finite'],
    ['a source that is no latents', { source: { data: new Float32Array(32), shape: [32] } }, map, 'bad-shape'],
  ];
  it.each(cases)('%s', async (_, changes, preserve, code) => {
    const run = makeRun(ddim(), changes);
    await expect(differential(run, { preserve, curve: 'linear', futureHinting: true, ...thrift })).rejects.toMatchObject({
      code,
      name: 'Fault',
    });
    expect(run.denoiser.calls).toBe(0);
  });

  it('an exemplar of another shape, and none at all', async () => {
    const wrong = { latents: { data: new Float32Array(16), shape: [1, 1, 4, 4] }, preserve: map, hold: null };
    await expect(exemplarBlend(makeRun(ddim()), { exemplars: [wrong], curve: 'linear', ...thrift })).rejects.toMatchObject({
      code: 'bad-shape',
    });
    await expect(exemplarBlend(makeRun(ddim()), { exemplars: [], curve: 'linear', ...thrift })).rejects.toMatchObject({
      code: 'bad-recipe',
    });
  });
});

describe('bad predictions', () => {
  it('are a fault, never latents', async () => {
    const run = makeRun(ddim());
    class Broken extends CountingDenoiser {
      override async predict(...args: Parameters<CountingDenoiser['predict']>): Promise<Tensor> {
        const prediction = await super.predict(...args);
        if (this.calls === 3) prediction.data[5] = Number.NaN;
        return prediction;
      }
    }
    const broken = new Broken();
    await expect(imageToImage({ ...run, denoiser: broken })).rejects.toMatchObject({ code: 'not-finite' });
    expect(broken.calls).toBe(3);
    const short = { predict: () => Promise.resolve({ data: new Float32Array(16), shape: [1, 1, 4, 4] }) };
    await expect(imageToImage({ ...run, denoiser: short })).rejects.toMatchObject({ code: 'bad-shape' });
  });
});
