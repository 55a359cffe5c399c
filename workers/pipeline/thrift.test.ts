import { describe, expect, it, vi } from 'vitest';
import { replaceWhere } from '../diffusion/latents/replaceWhere';
import { TorchGenerator } from '../diffusion/random/torchGenerator';
import { createScheduler } from '../diffusion/schedulers/createScheduler';
import { growGenerationArea } from '../maps/generationArea';
import { thresholds } from '../maps/thresholds';
import { toLatents } from '../maps/toLatents';
import type { EditResult } from '../protocol/engine';
import { entriesRun } from '../protocol/scheduler/schedulerClasses';
import type { GenerationArea, Recipe } from '../protocol/recipe';
import { cropMap } from './areaFrame';
import { cropPicture } from './cropPicture';
import { toModelPicture } from './modelPicture';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel, type FakeModel } from './testing/fakeModel';
import { blobOf, testEdit, testPicture, type TestEdit } from './testing/testEdit';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

const picture = { width: 256, height: 192 };
const area: GenerationArea = { x: 64, y: 0, width: 128, height: 128, modelWidth: 128, modelHeight: 128 };
const oneStep = ['DDIMScheduler', 'EulerDiscreteScheduler', 'EulerAncestralDiscreteScheduler', 'LCMScheduler', 'TCDScheduler'];
const quiet = { onEvent: () => undefined, isCancelled: () => false };

interface Done {
  readonly result: EditResult;
  readonly latents: Float32Array;
  /** Calls of the network itself. */
  readonly predictions: number;
}

async function run(edit: Pick<TestEdit, 'recipe' | 'blobs'>, memory = new RunMemory(), model: FakeModel = fakeModel()): Promise<Done> {
  const before = model.calls.predictions;
  const { result } = await runEdit(edit.recipe, edit.blobs, model, memory, quiet);
  return { result, latents: model.decoded.at(-1)!, predictions: model.calls.predictions - before };
}

/** A map over the picture from a function of the place within it, 0…255. */
const mapOf = (value: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: picture.width * picture.height }, (_, i) => value(i % picture.width, Math.floor(i / picture.width)));

const inArea = (x: number, y: number): boolean => x >= area.x + 16 && x < area.x + 112 && y >= 16 && y < 112;
/** Rises from left to right within the area, up to `most`. */
const ramp = (most: number) => mapOf((x, y) => (inArea(x, y) ? Math.round((most * (x - area.x)) / 112) : 0));
/** The same with a stroke: every cell of a patch gets another value. */
const stroke = (map: Uint8Array, value: number): Uint8Array =>
  map.map((old, i) =>
    i % picture.width >= 96 && i % picture.width < 120 && i > 40 * picture.width && i < 70 * picture.width ? value : old,
  );

/** Differential Diffusion as the reference writes it, with every step run: its own loop over the same networks. */
async function everyStep({ recipe, blobs }: Pick<TestEdit, 'recipe' | 'blobs'>): Promise<Float32Array> {
  const model = fakeModel();
  const scheduler = createScheduler(model.modelPackage.scheduler, recipe.scheduler);
  const list = scheduler.timesteps(recipe.steps, recipe.strength);
  // Consistency models take all their steps inside what the strength leaves.
  const first = scheduler.fitsStrength ? 0 : recipe.steps - Math.floor(recipe.steps * recipe.strength);
  const size = { width: recipe.area.modelWidth, height: recipe.area.modelHeight };
  const source = await model.encodePicture(
    toModelPicture(cropPicture(blobs[recipe.source.sha256]!.data, picture, 4, recipe.area), recipe.area, size),
  );
  const [conditional, unconditional] = await model.encodeTexts(
    [
      { text: recipe.prompt, negative: false },
      { text: recipe.negativePrompt, negative: true },
    ],
    size,
  );
  const conditioning = {
    conditional: conditional!,
    unconditional: unconditional!,
    guidanceScale: recipe.guidance,
    guidanceRescale: recipe.guidanceRescale,
  };
  const preserve = toLatents(
    cropMap(blobs[recipe.changeMap.sha256]!, recipe.area),
    recipe.area,
    { width: size.width / 8, height: size.height / 8 },
    recipe.mapReduction,
  );
  const { denoiser } = await model.startRun([], [], () => undefined);
  const draw = new TorchGenerator(recipe.seed);
  const noise = draw.next(source.shape);
  const bounds = thresholds(recipe.thresholdCurve, list.length - first);
  let latents = scheduler.addNoise(source, noise, first);
  for (let index = first; index < list.length; index++) {
    const keep = Uint8Array.from(preserve, (value) => (value > Math.fround(bounds[index - first]!) ? 1 : 0));
    if (index > first) latents = replaceWhere(latents, scheduler.addNoise(source, noise, index), keep);
    const prediction = await denoiser.predict(scheduler.scaleInput(latents, index), list[index]!, conditioning);
    latents = scheduler.step(prediction, latents, index, scheduler.draws(index) ? draw.next(latents.shape) : null).latents;
  }
  return latents.data;
}

const sum = ({ evaluations: { done, skipped, reused } }: EditResult): number => done + skipped + reused;

describe.each(oneStep)('touch-ups with %s', (scheduler) => {
  const edit = (changeMap: Uint8Array, change: Partial<Recipe> = {}): Promise<TestEdit> =>
    testEdit(picture, { area, steps: 20, scheduler, ...change }, { changeMap });

  it('skips what is all kept, to the bit of a run of every step: at most 11 of 20 for a map of at most 50 %', async () => {
    for (const change of [
      {},
      { strength: 0.6, seed: 99 },
      { thresholdCurve: 'cubic' },
      { mapReduction: 'mean', guidance: 1 },
      { mapReduction: 'bilinear', steps: 7 },
    ] as const) {
      const half = await edit(ramp(127), change);
      const thrifty = await run(half);
      expect(thrifty.latents).toEqual(await everyStep(half));
      expect(thrifty.predictions).toBe(thrifty.result.evaluations.done);
      const { steps, strength } = half.recipe;
      expect(sum(thrifty.result)).toBe(entriesRun(scheduler, steps, strength, false));
      if (Object.keys(change).length === 0) expect(thrifty.predictions).toBeLessThanOrEqual(11);
    }
  });

  it('resumes after a stroke inside the frozen area, to the bit of a run of every step', async () => {
    const memory = new RunMemory();
    await run(await edit(ramp(255)), memory);
    for (const value of [30, 200, 90, 255, 1]) {
      const touched = await edit(stroke(ramp(255), value));
      const resumed = await run(touched, memory);
      expect(resumed.latents).toEqual(await everyStep(touched));
      expect(resumed.predictions).toBe(resumed.result.evaluations.done);
      expect(sum(resumed.result)).toBe(20);
    }
  });

  it('repainting only values up to 30 % costs at most 7 of 20', async () => {
    const memory = new RunMemory();
    const low = (most: number) => mapOf((x, y) => (!inArea(x, y) ? 0 : x < 128 ? Math.round((most * (x - area.x)) / 64) : 255));
    await run(await edit(low(76)), memory);
    const repainted = await edit(low(40));
    const resumed = await run(repainted, memory);
    expect(resumed.predictions).toBeLessThanOrEqual(7);
    expect(resumed.result.evaluations).toEqual({ done: resumed.predictions, skipped: 0, reused: 20 - resumed.predictions });
    expect(resumed.latents).toEqual(await everyStep(repainted));
  });

  it('a stroke outside lets the area grow and computes everything from the start, and says so', async () => {
    const memory = new RunMemory();
    expect((await run(await edit(ramp(255)), memory)).result.notes).toEqual([]);
    const outside = ramp(255).map((value, i) =>
      i % picture.width >= 210 && i % picture.width < 230 && i > 60 * picture.width && i < 90 * picture.width ? 255 : value,
    );
    const grown = growGenerationArea(area, { x: 80, y: 16, width: 150, height: 96 }, picture, {
      nativeSize: { width: 256, height: 256 },
      sizeMultiple: 16,
    }).area;
    const touched = await edit(outside, { area: grown });
    const again = await run(touched, memory);
    expect(again.result.evaluations).toEqual({ done: 20, skipped: 0, reused: 0 });
    expect(again.result.notes?.join()).toMatch(/area.*from the start/);
    expect(again.latents).toEqual(await everyStep(touched));
    // And from there on the grown area is the frozen one.
    const resumed = await run(await edit(stroke(outside, 250), { area: grown }), memory);
    expect(resumed.result.notes).toEqual([]);
    // Back at the first area its own trajectory is taken up, and nothing is said.
    const back = await run(await edit(ramp(255)), memory);
    expect(back.result).toMatchObject({ evaluations: { done: 0, reused: 20 }, notes: [] });
  });

  it('gives the same under budgets of nothing, only not for free', async () => {
    const memory = new RunMemory({ encodings: 0, trajectories: 0, inversions: 0, contrasts: 0, references: 0, finished: 0 });
    await run(await edit(ramp(255)), memory);
    const touched = await edit(stroke(ramp(255), 30));
    const again = await run(touched, memory);
    expect(again.result.evaluations.done).toBe(20);
    expect(again.latents).toEqual(await everyStep(touched));
  });
});

describe('several seeds at once', () => {
  const edit = (seed: number, change: Partial<Recipe> = {}): Promise<TestEdit> =>
    testEdit(picture, { area, steps: 10, seed, ...change }, { changeMap: ramp(255) });

  it.each(['DDIMScheduler', 'EulerAncestralDiscreteScheduler', 'DPMSolverMultistepScheduler'])(
    'go through the network together, and are each what they are alone, with %s',
    async (scheduler) => {
      const memory = new RunMemory();
      const model = fakeModel();
      const first = await edit(5, { scheduler });
      await runEdit(first.recipe, first.blobs, model, memory, { ...quiet, alongside: [6, 7] });
      expect([model.calls.predictions, model.calls.texts, model.calls.encodings]).toEqual([10, 1, 1]);
      expect(model.decoded.at(-1)).toEqual((await run(first)).latents);
      for (const seed of [6, 7]) {
        const own = await edit(seed, { scheduler });
        const taken = await run(own, memory, model);
        expect([taken.predictions, taken.result.evaluations]).toEqual([0, { done: 0, skipped: 0, reused: 10 }]);
        expect(taken.latents).toEqual((await run(own)).latents);
      }
    },
  );

  it('are no more than a batch has room for, and end when the run is cancelled', async () => {
    const memory = new RunMemory();
    const model = fakeModel();
    const first = await edit(5);
    // Pairs of 16 × 16 cells: eight of them are as much as one picture of 64 × 64.
    const alongside = Array.from({ length: 9 }, (_, i) => 6 + i);
    await runEdit(first.recipe, first.blobs, model, memory, { ...quiet, alongside });
    expect((await run(await edit(12), memory, model)).predictions).toBe(0);
    expect((await run(await edit(13), memory, model)).predictions).toBe(10);
    let steps = 0;
    const cancelled = { onEvent: () => (steps += 1), isCancelled: () => steps > 6, alongside: [6] };
    const before = model.calls.predictions;
    const small = await edit(30);
    await expect(runEdit(small.recipe, small.blobs, model, memory, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
    expect(model.calls.predictions - before).toBeLessThan(10);
  });
});

describe('what a trajectory is kept under', () => {
  const edit = (change: Partial<Recipe>, map = ramp(255)): Promise<TestEdit> =>
    testEdit(picture, { area, steps: 10, ...change }, { changeMap: map });

  it.each([
    { colourMatch: 0.5 },
    { sourceDetail: 1 },
    { edgeSoftnessPx: 4 },
    { guidance: 1, negativePrompt: 'other' },
    { package: { id: 'elsewhere', sha256: null } },
  ] satisfies Partial<Recipe>[])('%j does not count: everything is reused', async (change) => {
    const memory = new RunMemory();
    await run(await edit({ guidance: change.guidance ?? 3 }), memory);
    const again = await run(await edit(change), memory);
    expect(again.result.evaluations).toEqual({ done: 0, skipped: 0, reused: 10 });
  });

  it.each([
    { seed: 8 },
    { prompt: 'else' },
    { negativePrompt: 'else' },
    { guidance: 4 },
    { guidanceRescale: 0.5 },
    { steps: 11 },
    { scheduler: 'EulerDiscreteScheduler' },
    { strength: 0.9 },
  ] satisfies Partial<Recipe>[])('%j counts', async (change) => {
    const memory = new RunMemory();
    await run(await edit({}), memory);
    const changed = await edit(change);
    const again = await run(changed, memory);
    expect(again.result.evaluations.reused).toBe(0);
    expect(again.latents).toEqual(await everyStep(changed));
  });

  it('guides count', async () => {
    const guide = await blobOf('rgba', picture, testPicture(picture));
    const memory = new RunMemory();
    const guided = async (weight: number) => {
      const made = await edit({ guides: [{ controlNet: 'edges', picture: guide.ref, weight, start: 0, end: 1 }] });
      return run({ ...made, blobs: { ...made.blobs, ...guide.blobs } }, memory);
    };
    const first = await guided(1);
    expect((await guided(1)).result.evaluations.reused).toBe(10);
    const other = await guided(2);
    expect(other.result.evaluations.reused).toBe(0);
    expect(other.latents).not.toEqual(first.latents);
  });

  it('a whole curve or reduction may change: only the masks decide', async () => {
    const binary = mapOf((x, y) => (inArea(x, y) ? 255 : 0));
    const memory = new RunMemory();
    await run(await edit({ thresholdCurve: 'linear' }, binary), memory);
    expect((await run(await edit({ thresholdCurve: 'cubic' }, binary), memory)).result.evaluations.reused).toBe(10);
  });
});

describe('exemplars', () => {
  async function edit(
    passes: 'single' | 'iterative' | 'cut-and-paste',
    low: number,
    changeScheduler: string,
  ): Promise<Pick<TestEdit, 'recipe' | 'blobs'>> {
    const shapes = [(x: number) => x < 128, (x: number) => x >= 120];
    const parts = await Promise.all(
      shapes.map(async (within, i) => {
        const [rgba, change, hold] = await Promise.all([
          blobOf(
            'rgba',
            picture,
            testPicture(picture).map((value, at) => (at % 4 === 3 ? value : i === 0 ? 255 - value : (value * 7) % 256)),
          ),
          blobOf(
            'grey',
            picture,
            mapOf((x, y) => (inArea(x, y) && within(x) ? (x % 48 < 24 ? low : 255) : 0)),
          ),
          blobOf(
            'grey',
            picture,
            mapOf(() => 150),
          ),
        ]);
        return {
          exemplar: { picture: rgba.ref, changeMap: change.ref, hold: i === 0 ? hold.ref : null },
          blobs: { ...rgba.blobs, ...change.blobs, ...hold.blobs },
        };
      }),
    );
    const made = await testEdit(
      picture,
      {
        area,
        steps: 20,
        scheduler: changeScheduler,
        method: { name: 'exemplar-blend', passes, exemplars: parts.map((part) => part.exemplar) },
      },
      { changeMap: new Uint8Array(picture.width * picture.height) },
    );
    return { recipe: made.recipe, blobs: Object.assign({}, made.blobs, ...parts.map((part) => part.blobs)) };
  }

  it.each(oneStep)('several, one of them held, resume to the bit of a fresh run with %s', async (scheduler) => {
    const memory = new RunMemory();
    await run(await edit('single', 70, scheduler), memory);
    const repainted = await edit('single', 50, scheduler);
    const resumed = await run(repainted, memory);
    expect(resumed.predictions).toBeLessThanOrEqual(7);
    expect(sum(resumed.result)).toBe(20);
    const fresh = await run(repainted);
    expect(fresh.result.evaluations.done).toBe(20);
    expect(resumed.latents).toEqual(fresh.latents);
  });

  it('one after the other resume in the pass that the stroke concerns', async () => {
    const memory = new RunMemory();
    const first = await run(await edit('iterative', 70, 'DDIMScheduler'), memory);
    expect(sum(first.result)).toBe(60);
    const again = await run(await edit('iterative', 70, 'DDIMScheduler'), memory);
    expect(again.predictions).toBe(0);
    expect(sum(again.result)).toBe(60);
    const repainted = await edit('iterative', 50, 'DDIMScheduler');
    const resumed = await run(repainted, memory);
    expect(resumed.latents).toEqual((await run(repainted)).latents);
    expect(resumed.predictions).toBeLessThan(first.predictions);
  });

  it('cut and pasted naively are another result, and cost nothing twice', async () => {
    const memory = new RunMemory();
    const naive = await run(await edit('cut-and-paste', 70, 'DDIMScheduler'), memory);
    expect(naive.predictions).toBe(20);
    expect(naive.latents).not.toEqual((await run(await edit('single', 70, 'DDIMScheduler'))).latents);
    expect((await run(await edit('cut-and-paste', 60, 'DDIMScheduler'), memory)).result.evaluations).toEqual({
      done: 0,
      skipped: 0,
      reused: 20,
    });
  });
});
