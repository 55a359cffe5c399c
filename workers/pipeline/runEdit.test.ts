import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderSource } from '../../e2e/node-runtime/folderSource';
import { createNodeRuntime } from '../../e2e/node-runtime/nodeRuntime';
import { fromSrgb, toSrgb } from '../maps/colours/convert';
import { chooseGenerationArea } from '../maps/generationArea';
import { openPackage } from '../packages/openPackage';
import { pictureColours } from '../pictures/colours/pictureColours';
import { makeChunk } from '../pictures/png/chunks';
import type { EngineEvent } from '../protocol/engine';
import type { Recipe } from '../protocol/recipe';
import type { LoadedModel } from '../runtime/loadedModel';
import { loadModel } from '../runtime/loadModel';
import { runEdit, type EditRun } from './runEdit';
import { RunMemory } from './runMemory';
import { blobOf, testEdit, testMap, testPicture, type TestEdit } from './testing/testEdit';

const root = fileURLToPath(new URL('../../', import.meta.url));
// npm test installs it; without it these tests have nothing to run networks with.
const installed = existsSync(`${root}e2e/node-runtime/node_modules/onnxruntime-node/package.json`);
const native = { width: 64, height: 64 };
const quiet = { onEvent: () => undefined, isCancelled: () => false };

describe.skipIf(!installed)('runEdit with the tiny package', { timeout: 60_000 }, () => {
  let model: LoadedModel;
  beforeAll(async () => {
    const files = await openPackage(folderSource(`${root}e2e/fixtures/packages/tiny`), 'tiny');
    model = await loadModel(createNodeRuntime(), files, () => undefined);
  }, 60_000);

  const run = (edit: Pick<TestEdit, 'recipe' | 'blobs'>, memory = new RunMemory()): Promise<EditRun> =>
    runEdit(edit.recipe, edit.blobs, model, memory, quiet);

  /** What must hold of every result: the source's bytes where the map is 0, its alpha everywhere. */
  function expectOutsideUntouched({ result }: EditRun, edit: TestEdit): void {
    const { rect } = result;
    const count = { inside: 0, touchedOutside: 0, otherAlpha: 0, wrongCoverage: 0 };
    for (let i = 0; i < rect.width * rect.height; i++) {
      const at = (rect.y + Math.floor(i / rect.width)) * edit.recipe.source.width + rect.x + (i % rect.width);
      const mayChange = edit.changeMap[at] !== 0;
      const differs = [0, 1, 2].some((c) => result.rgba[i * 4 + c] !== edit.source[at * 4 + c]);
      if (differs) count[mayChange ? 'inside' : 'touchedOutside'] += 1;
      if (result.rgba[i * 4 + 3] !== edit.source[at * 4 + 3]) count.otherAlpha += 1;
      if (result.coverage[i] !== (mayChange ? 255 : 0)) count.wrongCoverage += 1;
    }
    expect(count).toMatchObject({ touchedOutside: 0, otherAlpha: 0, wrongCoverage: 0 });
    expect(count.inside).toBeGreaterThan(0);
  }

  it('edits inside the map and returns the source byte for byte outside', async () => {
    const edit = await testEdit(native);
    const done = await run(edit);
    expectOutsideUntouched(done, edit);
    expect(done.decoded).toHaveLength(64 * 64 * 3);
    expect(done.result).toMatchObject({
      rect: { x: 0, y: 0, ...native },
      provider: 'cpu',
      evaluations: { done: 4, skipped: 0, reused: 0 },
      notes: [],
    });
  });

  it('starts from the ground that is asked for, which changes no byte outside, and takes the same one up again', async () => {
    const plain = await testEdit(native, { strength: 0.5 });
    const memory = new RunMemory();
    const before = await run(plain, memory);
    const filled = { ...plain, recipe: { ...plain.recipe, ground: { fill: 'colour', colour: '#ff2000' } as const } };
    const done = await run(filled, memory);
    expectOutsideUntouched(done, plain);
    expect(done.result.recipe).toEqual(filled.recipe);
    expect(done.result.evaluations).toMatchObject({ reused: 0 });
    expect(done.result.rgba).not.toEqual(before.result.rgba);
    expect((await run(filled, memory)).result.evaluations.done).toBe(0);
    // Without it nothing of that comes back.
    expect((await run(plain, memory)).result.rgba).toEqual(before.result.rgba);
  });

  it('shows the model a small picture enlarged, brings the result back and says so', async () => {
    const size = { width: 24, height: 20 };
    const { area } = chooseGenerationArea({ x: 0, y: 0, ...size }, size, model.modelPackage.geometry);
    expect([area.modelWidth, area.modelHeight]).toEqual([64, 48]);
    const edit = await testEdit(size, { area });
    const done = await run(edit);
    expectOutsideUntouched(done, edit);
    expect(done.result.rect).toEqual({ x: 0, y: 0, ...size });
    expect(done.result.recipe.area).toEqual(area);
    expect(done.result.notes).toEqual([expect.stringMatching(/smaller than the 64 × 64 pixels .* saw it 2\.4 times larger/)]);
    // A recipe of before, whose area stands at the picture's own scale, still means that.
    const before = await run(await testEdit(size, { area: { x: 0, y: 0, width: 64, height: 64, modelWidth: 64, modelHeight: 64 } }));
    expect(before.result.notes).toEqual([]);
  });

  it('shows the model other colours in sRGB, and brings what it paints back into the picture’s own', async () => {
    const colours = pictureColours(null, makeChunk('cICP', Uint8Array.of(9, 13, 0, 1)))!;
    const srgb = testPicture(native).map((value, i) => (i % 4 === 3 ? value : 64 + (value >> 1)));
    const own = fromSrgb(srgb, 4, colours);
    const edit = await testEdit(native, { colours }, { source: own });
    const done = await run(edit);
    expectOutsideUntouched(done, edit);
    const before = await run(await testEdit(native, {}, { source: toSrgb(own, 4, colours) }));
    expect(done.decoded).toEqual(before.decoded);
    const wanted = fromSrgb(before.result.rgba, 4, colours);
    const apart = done.result.rgba.reduce(
      (most, value, i) => (done.result.coverage[i >> 2] ? Math.max(most, Math.abs(value - (wanted[i] ?? 0))) : most),
      0,
    );
    expect(apart).toBeLessThanOrEqual(3);
    // A recipe of before does not say what the numbers mean: they are taken as they are.
    expect((await run(await testEdit(native, {}, { source: own }))).decoded).not.toEqual(done.decoded);
  });

  it('gives the same for one seed and another for another', async () => {
    const edit = await testEdit(native);
    const [one, two] = [await run(edit), await run(edit)];
    expect(two.result.rgba).toEqual(one.result.rgba);
    const other = await run({ ...edit, recipe: { ...edit.recipe, seed: 8 } });
    expect(other.result.rgba).not.toEqual(one.result.rgba);
  });

  it('takes up an earlier run that differs only in its map, with the result of a whole run', async () => {
    const memory = new RunMemory();
    const first = await testEdit(native, { steps: 8 });
    await run(first, memory);
    // Only what changes late is painted differently: the first steps are the same.
    const repainted = testMap(native).map((value) => (value > 0 && value < 90 ? Math.max(1, value - 25) : value));
    const second = await testEdit(native, { steps: 8 }, { changeMap: repainted });
    const resumed = await run(second, memory);
    const whole = await run(second);
    expect(resumed.result.evaluations.reused).toBeGreaterThan(3);
    expect(resumed.result.evaluations.done + resumed.result.evaluations.reused).toBe(8);
    expect(resumed.result.rgba).toEqual(whole.result.rgba);
  });

  it('leaves out steps at which everything is kept', async () => {
    const half = testMap(native).map((value) => (value > 0 ? 128 : 0));
    const { result } = await run(await testEdit(native, { steps: 8 }, { changeMap: half }));
    expect(result.evaluations.skipped).toBeGreaterThanOrEqual(3);
    expect(result.evaluations.done + result.evaluations.skipped).toBe(8);
  });

  it('edits an area of a larger picture, at scale and at its own size', async () => {
    const size = { width: 150, height: 110 };
    for (const area of [
      { x: 40, y: 30, width: 64, height: 64, modelWidth: 64, modelHeight: 64 },
      { x: 10, y: 0, width: 128, height: 96, modelWidth: 64, modelHeight: 48 },
    ]) {
      const edit = await testEdit(size, { area });
      const done = await run(edit);
      expect(done.result.rect).toEqual({ x: area.x, y: area.y, width: area.width, height: area.height });
      expectOutsideUntouched(done, edit);
    }
  });

  it('edits a picture smaller than the model, of which only the picture comes back', async () => {
    const size = { width: 40, height: 24 };
    const edit = await testEdit(size, { area: { x: 0, y: 0, width: 64, height: 64, modelWidth: 64, modelHeight: 64 } });
    const done = await run(edit);
    expect(done.result.rect).toEqual({ x: 0, y: 0, ...size });
    expectOutsideUntouched(done, edit);
  });

  it('keeps transparent pixels as they are', async () => {
    const source = testPicture(native);
    for (let i = 0; i < 64 * 64; i++) if (i % 64 > 40) source.set([0, 0, 0, 0], i * 4);
    const edit = await testEdit(native, {}, { source });
    expectOutsideUntouched(await run(edit), edit);
  });

  it('tells of phases and steps, with a preview and the time left', async () => {
    const events: EngineEvent[] = [];
    const edit = await testEdit(native);
    await runEdit(edit.recipe, edit.blobs, model, new RunMemory(), { ...quiet, onEvent: (event) => events.push(event) });
    expect(events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []))).toEqual([
      'encoding-text',
      'encoding-picture',
      'denoising',
      'decoding',
      'pasting',
    ]);
    const steps = events.flatMap((event) => (event.type === 'step' ? [event] : []));
    expect(steps.map((step) => [step.step, step.steps])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
    expect(steps.at(-1)?.secondsLeft).toBe(0);
    expect(steps[0]?.preview).toMatchObject({ width: 16, height: 16, rect: { x: 0, y: 0, ...native } });
    expect(steps[0]?.preview?.rgba).toHaveLength(16 * 16 * 4);
  });

  it('ends before the next step once it is cancelled', async () => {
    let steps = 0;
    const edit = await testEdit(native, { steps: 20 });
    const hooks = { onEvent: (event: EngineEvent) => void (event.type === 'step' && steps++), isCancelled: () => steps === 2 };
    await expect(runEdit(edit.recipe, edit.blobs, model, new RunMemory(), hooks)).rejects.toMatchObject({ code: 'cancelled' });
    expect(steps).toBe(2);
  });

  it.each([
    ['image-to-image', { name: 'image-to-image' }],
    ['blended inpaint', { name: 'blended-inpaint', threshold: 0.5 }],
    [
      'guided optimisation',
      {
        name: 'guided-optimisation',
        balance: 0.5,
        gradientSteps: 2,
        updateSteps: 3,
        learningRate: 0.01,
        guidanceImage: null,
        refinement: null,
        encodingRatio: 1,
        output: 'edit',
        layoutMask: null,
      },
    ],
  ] satisfies [string, Recipe['method']][])('runs %s', async (_, method) => {
    const edit = await testEdit(native, { method });
    const threshold = method.name === 'image-to-image' ? 1 : 128;
    expectOutsideUntouched(await run(edit), { ...edit, changeMap: edit.changeMap.map((value) => (value >= threshold ? value : 0)) });
  });

  it('finds its own map between two texts, confines the change to it and counts all stages as one run', async () => {
    const method: Recipe['method'] = {
      name: 'automatic-map',
      referencePrompt: 'a red house by day',
      noises: 3,
      noiseStrength: 0.5,
      clampRatio: 3,
      threshold: 0.3,
      encodingRatio: 0.75,
      where: 'texts',
      ablation: 'none',
    };
    const edit = await testEdit(native, { method, steps: 4 });
    const steps: (readonly [number, number])[] = [];
    const { result } = await runEdit(edit.recipe, edit.blobs, model, new RunMemory(), {
      ...quiet,
      onEvent: (event) => void (event.type === 'step' && steps.push([event.step, event.steps])),
    });
    expect(steps).toEqual(Array.from({ length: 12 }, (_, i) => [i + 1, 12]));
    expect(result.evaluations).toEqual({ done: 12, skipped: 0, reused: 0 });
    expect(result.automaticMap).toMatchObject({ width: 16, height: 16 });
    const wrong = result.coverage.filter((covered, i) => {
      const cell = Math.floor(Math.floor(i / 64) / 4) * 16 + Math.floor((i % 64) / 4);
      const found = (result.automaticMap?.data[cell] ?? 0) > 0.3 * 255 + 1;
      const mayChange = edit.changeMap[i] !== 0;
      const differs = [0, 1, 2, 3].some((c) => result.rgba[i * 4 + c] !== edit.source[i * 4 + c]);
      return covered ? !mayChange : differs || (found && mayChange);
    });
    expect(wrong).toHaveLength(0);
    expect(result.coverage.filter((covered) => covered === 0).length).toBeGreaterThan(64 * 16);
  });

  it('says so where the two texts do not differ', async () => {
    const method: Recipe['method'] = {
      name: 'automatic-map',
      referencePrompt: 'a blue house at night',
      noises: 1,
      noiseStrength: 0.5,
      clampRatio: 3,
      threshold: 0.5,
      encodingRatio: 0.75,
      where: 'texts',
      ablation: 'none',
    };
    await expect(run(await testEdit(native, { method }))).rejects.toMatchObject({
      code: 'nothing-to-change',
      message: expect.stringContaining('automatic map is empty') as string,
    });
  });

  it.each(['single', 'iterative'] as const)(
    'blends exemplars in, in %s passes, also where the scene’s own map is black',
    async (passes) => {
      const picture = testPicture(native).map((value, i) => (i % 4 === 3 ? value : 255 - value));
      const [exemplar, map, hold] = [
        await blobOf('rgba', native, picture),
        await blobOf('grey', native, testMap(native)),
        await blobOf(
          'grey',
          native,
          testMap(native).map((value) => 255 - value),
        ),
      ];
      const method: Recipe['method'] = {
        name: 'exemplar-blend',
        passes,
        exemplars: [{ picture: exemplar.ref, changeMap: map.ref, hold: hold.ref }],
      };
      const edit = await testEdit(native, { method }, { changeMap: new Uint8Array(64 * 64) });
      const blobs = { ...edit.blobs, ...exemplar.blobs, ...map.blobs, ...hold.blobs };
      expectOutsideUntouched(await run({ ...edit, blobs }), { ...edit, changeMap: testMap(native) });
      await expect(run({ recipe: edit.recipe, blobs: { ...edit.blobs, ...exemplar.blobs, ...hold.blobs } })).rejects.toMatchObject({
        code: 'missing-blob',
        message: expect.stringContaining('the change map of exemplar 1') as string,
      });
    },
  );

  it.each(['EulerDiscreteScheduler', 'EulerAncestralDiscreteScheduler', 'PNDMScheduler', 'DPMSolverMultistepScheduler', 'LCMScheduler'])(
    'runs with %s',
    async (scheduler) => {
      const edit = await testEdit(native, { scheduler });
      expectOutsideUntouched(await run(edit), edit);
    },
  );

  it('says that the package is not the recipe’s, and runs', async () => {
    const { recipe, blobs } = await testEdit(native);
    const other = await run({ recipe: { ...recipe, package: { id: 'tiny', sha256: '0'.repeat(64) } }, blobs });
    expect(other.result.notes?.join()).toMatch(/has changed/);
    const another = await run({ recipe: { ...recipe, package: { id: 'starter', sha256: null } }, blobs });
    expect(another.result.notes?.join()).toMatch(/“starter”/);
  });

  it.each([
    ['no-step-left', { strength: 0.1 }],
    ['bad-recipe', { steps: 0 }],
    ['bad-recipe', { area: { x: 500, y: 0, width: 64, height: 64, modelWidth: 64, modelHeight: 64 } }],
    ['bad-shape', { area: { x: 0, y: 0, width: 64, height: 64, modelWidth: 65, modelHeight: 64 } }],
    ['scheduler-unsupported', { scheduler: 'NoSuchScheduler' }],
    ['missing-blob', { source: { sha256: '1'.repeat(64), width: 64, height: 64 } }],
    ['missing-blob', { changeMap: { sha256: '1'.repeat(64), width: 64, height: 64 } }],
  ] as const)('refuses with %s before any network runs: %j', async (code, change) => {
    const edit = await testEdit(native, change);
    const events: EngineEvent[] = [];
    await expect(
      runEdit(edit.recipe, edit.blobs, model, new RunMemory(), { ...quiet, onEvent: (event) => events.push(event) }),
    ).rejects.toMatchObject({ name: 'Fault', code });
    expect(events).toEqual([]);
  });

  it('refuses a black map, a map of another size, and pixels that are not what their digest says', async () => {
    await expect(run(await testEdit(native, {}, { changeMap: new Uint8Array(64 * 64) }))).rejects.toMatchObject({
      code: 'nothing-to-change',
    });
    const small = await blobOf('grey', { width: 32, height: 32 }, new Uint8Array(32 * 32).fill(255));
    const edit = await testEdit(native, { changeMap: small.ref });
    await expect(run({ recipe: edit.recipe, blobs: { ...edit.blobs, ...small.blobs } })).rejects.toMatchObject({ code: 'bad-map' });
    const [digest = '', blob] = Object.entries(edit.blobs)[0] ?? [];
    await expect(
      run({ recipe: edit.recipe, blobs: { ...edit.blobs, [digest]: { ...blob!, data: blob!.data.map((value) => value ^ 1) } } }),
    ).rejects.toMatchObject({ code: 'bad-picture' });
  });

  it('remembers pixels of runs before', async () => {
    const memory = new RunMemory();
    const edit = await testEdit(native);
    const first = await run(edit, memory);
    const second = await run({ recipe: edit.recipe, blobs: {} }, memory);
    expect(second.result.rgba).toEqual(first.result.rgba);
  });
});
