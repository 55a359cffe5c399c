import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Fault } from '../../protocol/faults';
import { schedulerTraits } from '../../protocol/scheduler/schedulerClasses';
import { thresholdCurveSchema } from '../../protocol/recipe';
import type { ThresholdCurve } from '../../protocol/recipe';
import { differential } from './differential';
import { exemplarBlend } from './exemplarBlend';
import type { LoopResult } from './differentialLoop';
import { createScheduler } from '../schedulers/createScheduler';
import { makeRun, stableConfig } from '../testing/testRuns';
import type { Trajectory } from '../trajectory';
import { trajectorySizeBytes } from '../trajectory';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const plane = 16;
const multistep = [
  'PNDMScheduler',
  'LMSDiscreteScheduler',
  'DPMSolverMultistepScheduler',
  'DPMSolverSinglestepScheduler',
  'DEISMultistepScheduler',
  'UniPCMultistepScheduler',
];
/** Second-order classes too: a step is two evaluations, but does not depend on the steps before. */
const oneStep = Object.keys(schedulerTraits).filter((name) => !multistep.includes(name));
/** Those whose evaluations are their steps. */
const firstOrder = [
  'DDIMScheduler',
  'DDPMScheduler',
  'EulerDiscreteScheduler',
  'EulerAncestralDiscreteScheduler',
  'LCMScheduler',
  'TCDScheduler',
];

interface Setting {
  readonly className: string;
  readonly seed: number;
  readonly steps: number;
  readonly strength: number;
  readonly curve: ThresholdCurve;
  readonly futureHinting: boolean;
}

async function run(setting: Setting, preserve: Float32Array, thrift: { previous?: Trajectory | null; everyStep?: boolean } = {}) {
  const given = makeRun(
    createScheduler({ _class_name: setting.className, ...stableConfig }),
    { steps: setting.steps, strength: setting.strength },
    setting.seed,
  );
  const result = await differential(given, {
    preserve,
    curve: setting.curve,
    futureHinting: setting.futureHinting,
    previous: thrift.previous ?? null,
    everyStep: thrift.everyStep ?? false,
  });
  return { ...result, calls: given.denoiser.calls, next: given.draw.next([16]).data };
}

/** Greys of maps whose values are often large, so that leading steps are often all kept. */
const preserveMaps = fc
  .integer({ min: 0, max: 255 })
  .chain((least) =>
    fc
      .array(fc.integer({ min: least, max: 255 }), { minLength: plane, maxLength: plane })
      .map((values) => Float32Array.from(values, (value) => value / 255)),
  );
const settings = (classes: readonly string[]) =>
  fc
    .record({
      className: fc.constantFrom(...classes),
      seed: fc.integer({ min: 0, max: 1000 }),
      steps: fc.integer({ min: 1, max: 12 }),
      strength: fc.constantFrom(1, 0.8, 0.5),
      curve: fc.constantFrom(...thresholdCurveSchema.options),
      futureHinting: fc.boolean(),
    })
    .filter(({ steps, strength }) => Math.floor(steps * strength) >= 1);

function expectSame(actual: Pick<LoopResult, 'latents'> & { next: Float32Array }, expected: typeof actual) {
  expect(actual.latents.data).toEqual(expected.latents.data);
  // The generator stands where the full run leaves it.
  expect(actual.next).toEqual(expected.next);
}

describe('skipping what is all kept', () => {
  it('is bit-identical to the full run for one-step schedulers, over random maps', async () => {
    let skippedRuns = 0;
    await fc.assert(
      fc.asyncProperty(settings(oneStep), preserveMaps, async (setting, preserve) => {
        const thrifty = await run(setting, preserve);
        const full = await run(setting, preserve, { everyStep: true });
        expectSame(thrifty, full);
        expect(thrifty.calls).toBe(thrifty.evaluations.done);
        expect(thrifty.evaluations.done + thrifty.evaluations.skipped).toBe(full.calls);
        if (thrifty.evaluations.skipped > 0) skippedRuns += 1;
      }),
      { seed: 31, numRuns: 300 },
    );
    expect(skippedRuns).toBeGreaterThan(50);
  });

  it('starts multi-step schedulers later, without a wrong level', async () => {
    for (const className of multistep) {
      const setting: Setting = { className, seed: 4, steps: 20, strength: 1, curve: 'linear', futureHinting: true };
      const preserve = new Float32Array(plane).fill(0.6);
      const thrifty = await run(setting, preserve);
      const full = await run(setting, preserve, { everyStep: true });
      expect(thrifty.evaluations.skipped).toBeGreaterThan(8);
      const difference = Math.max(...thrifty.latents.data.map((value, i) => Math.abs(value - full.latents.data[i]!)));
      expect(difference).toBeGreaterThan(0);
      // The reference's UniPC corrects what was put back away again.
      if (className !== 'UniPCMultistepScheduler') expect(difference).toBeLessThan(0.5);
    }
  });

  it('what is put back stays put back with UniPC too, whose corrector begins a step earlier', async () => {
    const setting: Setting = {
      className: 'UniPCMultistepScheduler',
      seed: 4,
      steps: 20,
      strength: 1,
      curve: 'linear',
      futureHinting: true,
    };
    const preserve = Float32Array.from({ length: plane }, (_, i) => (i < 8 ? 0.6 : 0));
    // Another solver of the same flow, which has no corrector.
    const wanted = (await run({ ...setting, className: 'DPMSolverMultistepScheduler' }, preserve)).latents.data;
    const away = (values: Float32Array) => Math.max(...values.map((value, i) => Math.abs(value - wanted[i]!)));
    const [kept, corrected] = [await run(setting, preserve), await run(setting, preserve, { everyStep: true })];
    expect(away(kept.latents.data)).toBeLessThan(away(corrected.latents.data) / 2);
  });

  it('costs at most 11 of 20 evaluations for a map of at most 50 %', async () => {
    for (const className of firstOrder) {
      const preserve = Float32Array.from({ length: plane }, (_, i) => (255 - i * 8) / 255).map((value) =>
        Math.max(value, Math.fround(127 / 255)),
      );
      const { evaluations, calls } = await run(
        { className, seed: 1, steps: 20, strength: 1, curve: 'linear', futureHinting: true },
        preserve,
      );
      expect(calls).toBe(evaluations.done);
      expect(evaluations.done).toBeLessThanOrEqual(11);
      expect(evaluations.done + evaluations.skipped).toBe(20);
    }
  });
});

describe('resuming an earlier run', () => {
  it('is bit-identical to a full run for one-step schedulers, over random maps and touch-ups', async () => {
    let reusedRuns = 0;
    await fc.assert(
      fc.asyncProperty(
        settings(oneStep),
        preserveMaps,
        fc.array(fc.tuple(fc.integer({ min: 0, max: plane - 1 }), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        async (setting, preserve, touches) => {
          const first = await run(setting, preserve);
          const touched = preserve.slice();
          for (const [at, grey] of touches) touched[at] = grey / 255;
          const resumed = await run(setting, touched, { previous: first.trajectory });
          const full = await run(setting, touched, { everyStep: true });
          expectSame(resumed, full);
          const { done, skipped, reused } = resumed.evaluations;
          expect(done).toBe(resumed.calls);
          expect(done + skipped + reused).toBe(full.calls);
          if (reused > 0) reusedRuns += 1;
          // A trajectory that was itself resumed serves the next run as well.
          const again = await run(setting, preserve, { previous: resumed.trajectory });
          expectSame(again, await run(setting, preserve, { everyStep: true }));
        },
      ),
      { seed: 77, numRuns: 300 },
    );
    expect(reusedRuns).toBeGreaterThan(60);
  });

  it('is bit-identical to the thrifty run for multi-step schedulers, whose memory is kept too', async () => {
    await fc.assert(
      fc.asyncProperty(
        settings(multistep),
        preserveMaps,
        fc.array(fc.tuple(fc.integer({ min: 0, max: plane - 1 }), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }),
        async (setting, preserve, touches) => {
          const first = await run(setting, preserve);
          const touched = preserve.slice();
          for (const [at, grey] of touches) touched[at] = grey / 255;
          expectSame(await run(setting, touched, { previous: first.trajectory }), await run(setting, touched));
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('costs at most 7 of 20 evaluations after repainting only values up to 30 %', async () => {
    for (const className of firstOrder) {
      const setting: Setting = { className, seed: 9, steps: 20, strength: 1, curve: 'linear', futureHinting: true };
      const greys = Array.from({ length: plane }, (_, i) => i * 17);
      const toPreserve = (values: readonly number[]) => Float32Array.from(values, (grey) => (255 - grey) / 255);
      const first = await run(setting, toPreserve(greys));
      expect(first.evaluations).toEqual({ done: 20, skipped: 0, reused: 0 });
      const repainted = greys.map((grey) => (grey <= 0.3 * 255 ? Math.round(0.3 * 255) - grey : grey));
      const second = await run(setting, toPreserve(repainted), { previous: first.trajectory });
      expect(second.calls).toBeLessThanOrEqual(7);
      expect(second.evaluations.reused).toBe(20 - second.calls);
      expectSame(second, await run(setting, toPreserve(repainted), { everyStep: true }));
    }
  });

  it('computes nothing where the masks are the same', async () => {
    const setting: Setting = { className: 'LCMScheduler', seed: 2, steps: 8, strength: 1, curve: 'linear', futureHinting: true };
    const preserve = Float32Array.from({ length: plane }, (_, i) => i / plane);
    const first = await run(setting, preserve);
    const second = await run(setting, preserve, { previous: first.trajectory });
    expect(second.calls).toBe(0);
    expectSame(second, first);
  });

  it('leaves a trajectory of other steps or another source alone', async () => {
    const setting: Setting = { className: 'DDIMScheduler', seed: 2, steps: 8, strength: 1, curve: 'linear', futureHinting: true };
    const preserve = new Float32Array(plane).fill(0.3);
    const other = await run({ ...setting, steps: 10 }, preserve);
    const stranger = await run({ ...setting, seed: 3 }, preserve);
    for (const previous of [other.trajectory, stranger.trajectory]) {
      const result = await run(setting, preserve, { previous });
      expect(result.evaluations.reused).toBe(0);
    }
  });

  it('says what a trajectory weighs: 20 steps of 64² latents with four channels are about 1.5 MB', async () => {
    const { trajectory } = await run(
      { className: 'DDIMScheduler', seed: 2, steps: 20, strength: 1, curve: 'linear', futureHinting: true },
      new Float32Array(plane),
    );
    const latents = 20 * 32 * 4;
    expect(trajectorySizeBytes(trajectory)).toBe(latents + 32 * 4 + 20 * plane);
  });
});

describe('exemplars share the thrift', () => {
  it('is bit-identical with skipping and resuming, holds included', async () => {
    const exemplarRun = async (
      seed: number,
      className: string,
      maps: readonly Float32Array[],
      hold: Float32Array | null,
      previous: Trajectory | null,
      everyStep: boolean,
    ) => {
      const given = makeRun(createScheduler({ _class_name: className, ...stableConfig }), { steps: 8 }, seed);
      const other = makeRun(given.scheduler, {}, seed + 50).source;
      const exemplars = maps.map((preserve, i) => ({ latents: i === 0 ? given.source : other, preserve, hold: i === 0 ? null : hold }));
      const result = await exemplarBlend(given, { exemplars, curve: 'linear', previous, everyStep });
      return { ...result, next: given.draw.next([16]).data };
    };
    const holdMaps = fc.option(preserveMaps, { nil: null });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom(...oneStep),
        fc.tuple(preserveMaps, preserveMaps),
        fc.tuple(preserveMaps, preserveMaps),
        holdMaps,
        async (seed, className, maps, later, hold) => {
          const first = await exemplarRun(seed, className, maps, hold, null, false);
          expectSame(first, await exemplarRun(seed, className, maps, hold, null, true));
          const second = await exemplarRun(seed, className, later, hold, first.trajectory, false);
          expectSame(second, await exemplarRun(seed, className, later, hold, null, true));
        },
      ),
      { seed: 12, numRuns: 120 },
    );
  });
});

describe('cancelling', () => {
  it('ends the run at the step that was under way', async () => {
    const given = makeRun(createScheduler({ _class_name: 'DDIMScheduler', ...stableConfig }), {
      onStep: ({ index }) => (index === 3 ? Promise.reject(new Fault('cancelled', 'The run was cancelled.')) : Promise.resolve()),
    });
    await expect(
      differential(given, { preserve: new Float32Array(plane), curve: 'linear', futureHinting: true, previous: null, everyStep: false }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(given.denoiser.calls).toBe(4);
  });
});
