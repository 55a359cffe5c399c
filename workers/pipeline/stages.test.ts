import { describe, expect, it, vi } from 'vitest';
import type { EditResult } from '../protocol/engine';
import type { MethodSettings, Recipe } from '../protocol/recipe';
import { wholeCost } from '../protocol/runCost';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel, type FakeModel } from './testing/fakeModel';
import { blobOf, testEdit, testPicture, type TestEdit } from './testing/testEdit';

// Busy machines are no reason to fail.
vi.setConfig({ testTimeout: 60_000 });

type AutomaticMap = Extract<MethodSettings, { name: 'automatic-map' }>;
type Optimisation = Extract<MethodSettings, { name: 'guided-optimisation' }>;

const picture = { width: 128, height: 128 };
const area = { x: 0, y: 0, width: 128, height: 128, modelWidth: 128, modelHeight: 128 };
const steps = 10;

const automatic = (change: Partial<AutomaticMap> = {}): AutomaticMap => ({
  name: 'automatic-map',
  referencePrompt: 'a red house',
  noises: 3,
  noiseStrength: 0.5,
  clampRatio: 3,
  threshold: 0.3,
  encodingRatio: 0.7,
  where: 'texts',
  ablation: 'none',
  ...change,
});
const optimisation = (change: Partial<Optimisation> = {}): Optimisation => ({
  name: 'guided-optimisation',
  balance: 0.5,
  gradientSteps: 1,
  updateSteps: 6,
  learningRate: 0.05,
  guidanceImage: null,
  refinement: null,
  encodingRatio: 1,
  output: 'edit',
  layoutMask: null,
  ...change,
});
const box = (left: number, value = 255): Uint8Array =>
  Uint8Array.from({ length: 128 * 128 }, (_, i) => (i % 128 >= left && i % 128 < 112 && i > 20 * 128 && i < 100 * 128 ? value : 0));

interface Done {
  readonly result: EditResult;
  readonly latents: Float32Array;
}

/**
 * Runs, and checks what must always hold: calls of the network are the evaluations done, all together are those that were told
 * beforehand, and steps are reported up to the last.
 */
async function run(edit: Pick<TestEdit, 'recipe' | 'blobs'>, memory = new RunMemory(), model: FakeModel = fakeModel()): Promise<Done> {
  const before = model.calls.predictions;
  let last: readonly [number, number] = [0, 0];
  const { result } = await runEdit(edit.recipe, edit.blobs, model, memory, {
    isCancelled: () => false,
    onEvent: (event) => void (event.type === 'step' && (last = [event.step, event.steps])),
  });
  const { done, skipped, reused } = result.evaluations;
  expect(done).toBe(model.calls.predictions - before);
  expect(done + skipped + reused, 'as was told before').toBe(wholeCost({ ...edit.recipe, scheduler: 'DDIMScheduler', fewStep: false }));
  if (result.evaluations.done > 0 && result.evaluations.reused === 0) expect(last[0]).toBe(last[1]);
  expect(last[0]).toBeLessThanOrEqual(last[1]);
  return { result, latents: model.decoded.at(-1)! };
}

const edit = (method: MethodSettings, change: Partial<Recipe> = {}, changeMap = box(32)): Promise<TestEdit> =>
  testEdit(picture, { area, steps, method, ...change }, { changeMap });

/** The changed run after the first one, and what it is without it: the same latents. */
async function after(first: TestEdit, then: TestEdit): Promise<EditResult> {
  const memory = new RunMemory();
  await run(first, memory);
  const shared = await run(then, memory);
  const alone = await run(then);
  expect(shared.latents).toEqual(alone.latents);
  expect(shared.result.rgba).toEqual(alone.result.rgba);
  const sum = ({ done, skipped, reused }: EditResult['evaluations']) => done + skipped + reused;
  expect(sum(shared.result.evaluations)).toBe(sum(alone.result.evaluations));
  return shared.result;
}

describe('the automatic map', () => {
  const [contrast, levels] = [6, 7];

  it('costs its contrast, inversion and decoding once', async () => {
    const { result } = await run(await edit(automatic()));
    expect(result.evaluations).toEqual({ done: contrast + 2 * levels, skipped: 0, reused: 0 });
    expect(result.automaticMap).toMatchObject({ width: 16, height: 16 });
    expect(result.latentMap).toMatchObject({ width: 16, height: 16 });
  });

  it('another threshold only decodes again', async () => {
    expect((await after(await edit(automatic()), await edit(automatic({ threshold: 0.5 })))).evaluations).toEqual({
      done: levels,
      skipped: 0,
      reused: contrast + levels,
    });
  });

  it('another clamp does, too', async () => {
    expect((await after(await edit(automatic()), await edit(automatic({ clampRatio: 1.5 })))).evaluations.done).toBeLessThanOrEqual(levels);
  });

  it('repainting that leaves the mask as it is computes nothing', async () => {
    expect((await after(await edit(automatic()), await edit(automatic(), {}, box(32, 200)))).evaluations).toEqual({
      done: 0,
      skipped: 0,
      reused: contrast + 2 * levels,
    });
  });

  it('repainting that changes it decodes alone', async () => {
    expect((await after(await edit(automatic()), await edit(automatic(), {}, box(80)))).evaluations).toEqual({
      done: levels,
      skipped: 0,
      reused: contrast + levels,
    });
  });

  it('a second question about one picture costs half of the first', async () => {
    const memory = new RunMemory();
    const first = await run(await edit(automatic()), memory);
    const second = await run(await edit(automatic(), { prompt: 'a green house' }), memory);
    expect(second.result.evaluations.done / first.result.evaluations.done).toBeLessThanOrEqual(0.55);
  });

  it('more noises ask the reference only about the new ones, another reference text about all', async () => {
    const other = { prompt: 'a green house' };
    expect((await after(await edit(automatic()), await edit(automatic({ noises: 5 }), other))).evaluations.done).toBe(5 + 2 + levels);
    expect((await after(await edit(automatic()), await edit(automatic({ noises: 2 }), other))).evaluations.done).toBe(2 + levels);
    const reference = automatic({ referencePrompt: 'a house' });
    expect((await after(await edit(automatic()), await edit(reference, other))).evaluations.done).toBe(contrast + levels);
  });

  it('says of each step which stage it belongs to', async () => {
    const told: (string | null)[] = [];
    const { recipe, blobs } = await edit(automatic());
    await runEdit(recipe, blobs, fakeModel(), new RunMemory(), {
      isCancelled: () => false,
      onEvent: (event) => void (event.type === 'step' && told.push(event.stage)),
    });
    const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
    expect(told).toEqual([...times(contrast, 'contrast'), ...times(levels, 'encoding'), ...times(levels, 'decoding')]);
  });

  it('another prompt keeps the inversion, another seed too, another ratio the levels below it', async () => {
    expect((await after(await edit(automatic()), await edit(automatic(), { prompt: 'a green house' }))).evaluations).toEqual({
      done: contrast / 2 + levels,
      skipped: 0,
      reused: contrast / 2 + levels,
    });
    expect((await after(await edit(automatic()), await edit(automatic(), { seed: 3 }))).evaluations.reused).toBeGreaterThanOrEqual(levels);
    expect((await after(await edit(automatic()), await edit(automatic({ encodingRatio: 0.9 })))).evaluations).toEqual({
      done: 2 + 9,
      skipped: 0,
      reused: contrast + levels,
    });
    expect((await after(await edit(automatic()), await edit(automatic({ encodingRatio: 0.4 })))).evaluations).toEqual({
      done: 4,
      skipped: 0,
      reused: contrast + 4,
    });
  });

  it('another picture, area or step count shares nothing', async () => {
    const other = await testEdit(
      picture,
      { area, steps, method: automatic() },
      { changeMap: box(32), source: testPicture(picture).map((value, i) => (i % 4 === 3 ? value : 255 - value)) },
    );
    expect((await after(await edit(automatic()), other)).evaluations.reused).toBe(0);
    expect(
      (await after(await edit(automatic()), await edit(automatic(), { area: { ...area, x: 16, width: 96, height: 96 } }))).evaluations
        .reused,
    ).toBe(0);
    expect((await after(await edit(automatic()), await edit(automatic(), { steps: 12 }))).evaluations.reused).toBe(0);
  });

  it('shares its inversion with guided optimisation, as far as it goes', async () => {
    expect((await after(await edit(automatic()), await edit(optimisation()))).evaluations.reused).toBe(levels);
  });

  it('goes without a reference text, which is the empty one', async () => {
    const none = await run(await edit(automatic({ referencePrompt: null })));
    expect(none.latents).toEqual((await run(await edit(automatic({ referencePrompt: '' })))).latents);
  });

  it('edits where the change map is, without a comparison, and takes the inversion up', async () => {
    const given = await edit(automatic({ where: 'change-map' }));
    const { result } = await run(given);
    expect([result.evaluations, result.automaticMap]).toEqual([{ done: 2 * levels, skipped: 0, reused: 0 }, undefined]);
    expect(result.coverage).toEqual(given.changeMap.map((value) => (value > 0 ? 255 : 0)));
    expect((await after(given, await edit(automatic({ where: 'change-map' }), {}, box(48)))).evaluations).toEqual({
      done: levels,
      skipped: 0,
      reused: levels,
    });
    // As the one that found just this map would: what it found has no part in it but the map.
    expect((await run(await edit(automatic({ where: 'change-map', threshold: 0.9, noises: 1 })))).latents).toEqual(
      (await run(given)).latents,
    );
  });

  it('its ablations: Encode-Decode needs no map, without encoding needs no inversion', async () => {
    const whole = await run(await edit(automatic()));
    const freely = await run(await edit(automatic({ ablation: 'encode-decode' })));
    expect(freely.result.evaluations.done).toBe(2 * levels);
    expect(freely.result.automaticMap).toBeUndefined();
    const fromNoise = await run(await edit(automatic({ ablation: 'without-encoding' })));
    expect(fromNoise.result.evaluations.done).toBe(contrast + levels);
    expect(fromNoise.result.automaticMap?.data).toEqual(whole.result.automaticMap?.data);
    expect(freely.latents).not.toEqual(whole.latents);
    expect(fromNoise.latents).not.toEqual(whole.latents);
  });

  it('does without memory what it does with it', async () => {
    const memory = new RunMemory({ encodings: 0, trajectories: 0, inversions: 0, contrasts: 0, references: 0, finished: 0 });
    const first = await run(await edit(automatic()), memory);
    const again = await run(await edit(automatic()), memory);
    expect(again.latents).toEqual(first.latents);
    expect(again.result.evaluations).toEqual(first.result.evaluations);
  });
});

describe('guided optimisation', () => {
  it('costs guidance image, two inversions and the led decoding once', async () => {
    expect((await run(await edit(optimisation()))).result.evaluations).toEqual({ done: 4 * steps, skipped: 0, reused: 0 });
  });

  it.each([{ balance: 0.8 }, { balance: 0 }] satisfies Partial<Optimisation>[])('%j only decodes again', async (change) => {
    expect((await after(await edit(optimisation()), await edit(optimisation(change)))).evaluations).toEqual({
      done: steps,
      skipped: 0,
      reused: 3 * steps,
    });
  });

  it('λ = 1 does without the guidance image, whose part would be nothing', async () => {
    const alone = await run(await edit(optimisation({ balance: 1 })));
    expect(alone.result.evaluations).toEqual({ done: 2 * steps, skipped: 0, reused: 0 });
    expect((await after(await edit(optimisation()), await edit(optimisation({ balance: 1 })))).evaluations).toEqual({
      done: steps,
      skipped: 0,
      reused: steps,
    });
    const otherImage = await run(await edit(optimisation({ balance: 1, guidanceImage: { gradientSteps: 5, updateSteps: 9 } })));
    expect(otherImage.latents).toEqual(alone.latents);
  });

  it('repainting keeps the inversion of the source', async () => {
    expect((await after(await edit(optimisation()), await edit(optimisation(), {}, box(80)))).evaluations).toEqual({
      done: 3 * steps,
      skipped: 0,
      reused: steps,
    });
    expect((await after(await edit(optimisation()), await edit(optimisation(), {}, box(32, 200)))).evaluations).toEqual({
      done: 0,
      skipped: 0,
      reused: 4 * steps,
    });
  });

  it('refines the guidance image: two stages more, the ones before kept', async () => {
    const refined = optimisation({ refinement: { gradientSteps: 1, updateSteps: 3 } });
    const result = await after(await edit(optimisation()), await edit(refined));
    expect(result.evaluations).toEqual({ done: 3 * steps, skipped: 0, reused: 3 * steps });
    expect((await run(await edit(refined))).latents).not.toEqual((await run(await edit(optimisation()))).latents);
  });

  it('brings its guidance image along, and how far each led step was from both', async () => {
    const { result } = await run(await edit(optimisation()));
    expect(result.guided?.distances).toHaveLength(steps);
    for (const { background, guide } of result.guided?.distances ?? []) {
      expect(background).toBeGreaterThanOrEqual(0);
      expect(guide).toBeGreaterThanOrEqual(0);
      expect(guide).toBeLessThanOrEqual(2);
    }
    expect(result.guided?.guidanceImage).toHaveLength(result.rgba.length);
    expect(result.guided?.guidanceImage).not.toEqual(result.rgba);
    const outside = (rgba: Uint8Array) => rgba.filter((_, i) => result.coverage[i >> 2] === 0);
    expect(outside(result.guided!.guidanceImage!)).toEqual(outside(result.rgba));
    const again = await after(await edit(optimisation()), await edit(optimisation(), { edgeSoftnessPx: 2 }));
    expect(again.evaluations.done).toBe(0);
    expect(again.guided?.distances).toEqual(result.guided?.distances);
    const alone = await run(await edit(optimisation({ balance: 1 })));
    expect(alone.result.guided?.guidanceImage).toBeNull();
    expect(alone.result.guided?.distances.map(({ guide }) => guide)).toEqual(Array.from({ length: steps }, () => null));
    expect((await run(await edit(automatic()))).result.guided).toBeUndefined();
  });

  it('ends with the guidance image where that is asked for: without what it would lead, and nothing after the edit', async () => {
    const [whole, asked] = [optimisation({ balance: 1 }), optimisation({ balance: 1, output: 'guidance-image' })];
    const image = await run(await edit(asked));
    expect(image.result.evaluations).toEqual({ done: steps, skipped: 0, reused: 0 });
    expect((await after(await edit(optimisation()), await edit({ ...asked, balance: 0.5 }))).evaluations.done).toBe(0);
    expect(image.result.rgba).toEqual((await run(await edit({ ...whole, balance: 0.5 }))).result.guided?.guidanceImage);
    const refinement = { gradientSteps: 1, updateSteps: 3 };
    const refined = await run(await edit({ ...asked, refinement }));
    expect(refined.result.evaluations.done).toBe(4 * steps);
    expect(refined.result.rgba).toEqual((await run(await edit({ ...whole, balance: 0.5, refinement }))).result.guided?.guidanceImage);
  });

  it('encodes as far as it is told, and runs that many levels', async () => {
    const half = optimisation({ encodingRatio: 0.5 });
    expect((await run(await edit(half))).result.evaluations).toEqual({ done: 2 * steps, skipped: 0, reused: 0 });
    expect((await after(await edit(optimisation()), await edit(half))).evaluations).toEqual({
      done: 3 * (steps / 2),
      skipped: 0,
      reused: steps / 2,
    });
    await expect(run(await edit(optimisation({ encodingRatio: 0.05 })))).rejects.toMatchObject({ code: 'no-step-left' });
  });

  it('generates the guidance image by knobs of its own', async () => {
    const own = await after(await edit(optimisation()), await edit(optimisation({ guidanceImage: { gradientSteps: 3, updateSteps: 8 } })));
    expect(own.evaluations).toEqual({ done: 3 * steps, skipped: 0, reused: steps });
  });

  it('finds its mask between two layouts, of which another threshold computes nothing anew', async () => {
    const guide = await blobOf('rgba', picture, testPicture(picture));
    const other = await blobOf(
      'rgba',
      picture,
      testPicture(picture).map((value, i) => (i % 4 === 0 ? 255 - value : value)),
    );
    const withLayout = async (threshold: number): Promise<TestEdit> => {
      const layoutMask = {
        guides: [{ controlNet: 'edges', picture: other.ref, weight: 1, start: 0, end: 1 }],
        noises: 2,
        noiseStrength: 0.5,
        clampRatio: 3,
        threshold,
        smoothingCells: 1,
      };
      const made = await edit(
        optimisation({ layoutMask }),
        { guides: [{ controlNet: 'edges', picture: guide.ref, weight: 1, start: 0, end: 1 }] },
        new Uint8Array(128 * 128).fill(255),
      );
      return { ...made, blobs: { ...made.blobs, ...guide.blobs, ...other.blobs } };
    };
    const first = await run(await withLayout(0.3));
    expect(first.result.evaluations.done).toBe(2 * 2 * 5 + 4 * steps);
    const covered = first.result.coverage.reduce((sum, value) => sum + (value ? 1 : 0), 0);
    expect(covered).toBeGreaterThan(0);
    expect(covered).toBeLessThan(128 * 128);
    const again = await after(await withLayout(0.3), await withLayout(0.2));
    expect(again.evaluations.reused).toBeGreaterThanOrEqual(2 * 2 * 5 + steps);
    const { blobs, recipe } = await withLayout(0.3);
    await expect(
      run({ recipe, blobs: Object.fromEntries(Object.entries(blobs).filter(([digest]) => digest !== other.ref.sha256)) }),
    ).rejects.toMatchObject({ code: 'missing-blob', message: expect.stringContaining('the present layout’s guide 1') as string });
  });
});

describe('image-to-image and blended inpaint', () => {
  it('what does not shape the latents costs nothing', async () => {
    expect(
      (
        await after(
          await edit({ name: 'image-to-image' }),
          await edit({ name: 'image-to-image' }, { edgeSoftnessPx: 3, colourMatch: 0.4 }, box(64)),
        )
      ).evaluations,
    ).toEqual({ done: 0, skipped: 0, reused: steps });
    const inpaint = { name: 'blended-inpaint', threshold: 0.5 } as const;
    expect((await after(await edit(inpaint), await edit(inpaint, {}, box(32, 180)))).evaluations.reused).toBe(steps);
    expect((await after(await edit(inpaint), await edit(inpaint, {}, box(64)))).evaluations.reused).toBe(0);
    expect(
      (await after(await edit({ name: 'image-to-image' }), await edit({ name: 'image-to-image' }, { strength: 0.8 }))).evaluations.reused,
    ).toBe(0);
  });
});

describe('texts and pictures', () => {
  it('a picture is encoded once for a place, and again for another', async () => {
    const [memory, model] = [new RunMemory(), fakeModel()];
    await run(await edit({ name: 'image-to-image' }), memory, model);
    await run(await edit(automatic()), memory, model);
    expect(model.calls.encodings).toBe(1);
    await run(await edit({ name: 'image-to-image' }, { area: { ...area, width: 64, height: 64 } }), memory, model);
    expect(model.calls.encodings).toBe(2);
  });

  it('guidance from a prompt to itself is no pair', async () => {
    const unguided = await run(await edit({ name: 'image-to-image' }, { guidance: 1, prompt: '' }));
    const same = await run(await edit({ name: 'image-to-image' }, { guidance: 7, prompt: '', negativePrompt: '' }));
    expect(same.latents).toEqual(unguided.latents);
  });
});
