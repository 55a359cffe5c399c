import { expect, it } from 'vitest';
import type { Blobs } from '../protocol/engine';
import type { FaultCode } from '../protocol/faults';
import type { Recipe } from '../protocol/recipe';
import { runEdit } from './runEdit';
import { RunMemory } from './runMemory';
import { fakeModel } from './testing/fakeModel';
import { blobOf, testEdit, testMap, testPicture } from './testing/testEdit';

const size = { width: 64, height: 64 };
const quiet = { onEvent: () => undefined, isCancelled: () => false };
const nowhere = { sha256: '1'.repeat(64), ...size };
const exemplarPicture = await blobOf('rgba', size, testPicture(size));
const exemplarMap = await blobOf('grey', size, testMap(size));
const smaller = { width: 32, height: 32 };
const smallPicture = await blobOf('rgba', smaller, testPicture(smaller));
const smallMap = await blobOf('grey', smaller, testMap(smaller));
const beside: Blobs = { ...exemplarPicture.blobs, ...exemplarMap.blobs, ...smallPicture.blobs, ...smallMap.blobs };
const exemplar = { picture: exemplarPicture.ref, changeMap: exemplarMap.ref, hold: null };
const blend = (change: Partial<typeof exemplar>) => ({
  method: { name: 'exemplar-blend', passes: 'single', exemplars: [exemplar, { ...exemplar, ...change }] },
});
const automatic = {
  name: 'automatic-map',
  referencePrompt: null,
  noises: 1,
  noiseStrength: 0.5,
  clampRatio: 3,
  threshold: 0.5,
  encodingRatio: 0.5,
  ablation: 'none',
};
const optimisation = {
  name: 'guided-optimisation',
  balance: 0.5,
  gradientSteps: 1,
  updateSteps: 1,
  learningRate: 0.1,
  guidanceImage: null,
  refinement: null,
  encodingRatio: 1,
  output: 'edit' as const,
  layoutMask: null,
};
const layoutMask = { guides: [], noises: 1, noiseStrength: 0.1, clampRatio: 3, threshold: 0.1, smoothingCells: 0 };
const guide = { controlNet: 'edges', picture: exemplarPicture.ref, weight: 1, start: 0, end: 1 };
const areaAt = (change: Partial<Recipe['area']>) => ({
  area: { x: 0, y: 0, width: 64, height: 64, modelWidth: 64, modelHeight: 64, ...change },
});

/** What is wrong, what is changed in a sound recipe, the code, and words that the sentence must hold. */
const table: readonly (readonly [what: string, change: object, code: FaultCode, words: RegExp])[] = [
  ['no steps', { steps: 0 }, 'bad-recipe', /steps/],
  ['half a step', { steps: 2.5 }, 'bad-recipe', /steps/],
  ['more steps than a run may have', { steps: 201 }, 'bad-recipe', /steps/],
  ['more steps than LCM has', { steps: 60, scheduler: 'LCMScheduler' }, 'bad-recipe', /cannot run 60 steps/],
  ['a strength that leaves no step', { steps: 4, strength: 0.2 }, 'no-step-left', /20 %.*no step/],
  ['a strength of nothing', { strength: 0 }, 'no-step-left', /no step/],
  ['a strength beyond 1', { strength: 1.5 }, 'bad-recipe', /strength/],
  ['a strength that is no number', { strength: Number.NaN }, 'bad-recipe', /strength/],
  ['an unknown curve', { thresholdCurve: 'wavy' }, 'bad-recipe', /thresholdCurve/],
  ['an unknown reduction', { mapReduction: 'median' }, 'bad-recipe', /mapReduction/],
  ['an unknown scheduler', { scheduler: 'WarpScheduler' }, 'scheduler-unsupported', /“WarpScheduler” is not known/],
  ['an unknown method', { method: { name: 'magic' } }, 'bad-recipe', /method/],
  ['an unknown key', { sharpness: 3 }, 'bad-recipe', /sharpness/],
  ['a newer version', { version: 2 }, 'bad-recipe', /version/],
  ['a colour match beyond 1', { colourMatch: 2 }, 'bad-recipe', /colourMatch/],
  ['an infinite guidance', { guidance: Number.POSITIVE_INFINITY }, 'bad-recipe', /guidance/],
  ['an area beside the picture', areaAt({ x: 64 }), 'bad-recipe', /beside the picture/],
  ['an area of nothing', areaAt({ width: 0 }), 'bad-recipe', /area\.width/],
  ['an area at a size of no multiple', areaAt({ modelWidth: 72 }), 'bad-shape', /72 × 64.*multiples of 16/],
  ['an area far beyond the model', areaAt({ modelWidth: 512, modelHeight: 512 }), 'bad-shape', /512 × 512.*sixteen times/],
  ['a missing picture', { source: nowhere }, 'missing-blob', /the picture \(111111111111…\)/],
  ['a missing map', { changeMap: nowhere }, 'missing-blob', /the change map/],
  ['a map of another size', { changeMap: smallMap.ref }, 'bad-map', /32 × 32.*64 × 64/],
  ['a picture in the place of a map', { changeMap: exemplarPicture.ref }, 'bad-map', /the change map are 64 × 64 \(rgba\)/],
  ['a map in the place of a picture', { source: exemplarMap.ref }, 'bad-picture', /the picture are 64 × 64 \(grey\)/],
  ['a size that is not the map’s', { changeMap: { ...exemplarMap.ref, width: 32, height: 128 } }, 'bad-map', /recipe names 32 × 128/],
  ['no exemplar', { method: { name: 'exemplar-blend', passes: 'single', exemplars: [] } }, 'bad-recipe', /exemplars/],
  ['an exemplar of another shape', blend({ picture: smallPicture.ref }), 'bad-map', /picture of exemplar 2 is 32 × 32/],
  ['an exemplar’s map of another shape', blend({ changeMap: smallMap.ref }), 'bad-map', /change map of exemplar 2 is 32 × 32/],
  ['a missing exemplar', blend({ picture: nowhere }), 'missing-blob', /the picture of exemplar 2/],
  [
    'a missing hold map',
    { method: { name: 'exemplar-blend', passes: 'single', exemplars: [{ ...exemplar, hold: nowhere }] } },
    'missing-blob',
    /the hold map of exemplar 1/,
  ],
  ['a missing guide', { guides: [{ ...guide, picture: nowhere }] }, 'missing-blob', /the picture of guide 1/],
  ['a guide for a ControlNet that is not there', { guides: [{ ...guide, controlNet: 'pose' }] }, 'bad-recipe', /ControlNet/],
  ['a contrast at no noise', { method: { ...automatic, noiseStrength: 0.1 } }, 'no-step-left', /noise strength of 10 %/],
  ['an encoding of no step', { method: { ...automatic, encodingRatio: 0.1 } }, 'no-step-left', /no step/],
  ['a layout mask at no noise', { method: { ...optimisation, layoutMask } }, 'no-step-left', /no step/],
  [
    'a layout guide for a ControlNet that is not there',
    { method: { ...optimisation, layoutMask: { ...layoutMask, noiseStrength: 0.5, guides: [{ ...guide, controlNet: 'pose' }] } } },
    'bad-recipe',
    /ControlNet/,
  ],
  ['a balance beyond 1', { method: { ...optimisation, balance: 1.1 } }, 'bad-recipe', /balance/],
];

it.each(table)('%s is refused in words, before any network runs', async (_, change, code, words) => {
  const { recipe, blobs } = await testEdit(size);
  const model = fakeModel();
  const outcome = runEdit({ ...recipe, ...change }, { ...blobs, ...beside }, model, new RunMemory(), quiet);
  await expect(outcome).rejects.toMatchObject({ name: 'Fault', code, message: expect.stringMatching(words) as string });
  await expect(outcome).rejects.toMatchObject({
    hint: expect.stringMatching(/\S/) as string,
    message: expect.stringMatching(/^[A-Z].*\.$/s) as string,
  });
  expect(model.calls).toEqual({ texts: 0, encodings: 0, predictions: 0, decodings: 0 });
});

it.each([
  ['black everywhere', new Uint8Array(64 * 64), 'nothing-to-change'],
  ['black where it is at least half, for a method that knows only change and none', new Uint8Array(64 * 64).fill(100), 'nothing-to-change'],
] as const)('a map %s changes nothing, and no network runs', async (what, changeMap, code) => {
  const { recipe, blobs } = await testEdit(size, what.includes('half') ? { method: { name: 'blended-inpaint', threshold: 0.5 } } : {}, {
    changeMap,
  });
  const model = fakeModel();
  await expect(runEdit(recipe, blobs, model, new RunMemory(), quiet)).rejects.toMatchObject({ code });
  expect(model.calls.texts + model.calls.encodings + model.calls.predictions).toBe(0);
});

it('bytes that are not those of their digest, or too few for their size, are refused', async () => {
  const { recipe, blobs } = await testEdit(size);
  const model = fakeModel();
  for (const data of [testPicture(size).fill(3), testPicture(size).subarray(4)]) {
    const wrong: Blobs = { ...blobs, [recipe.source.sha256]: { kind: 'rgba', ...size, data } };
    await expect(runEdit(recipe, wrong, model, new RunMemory(), quiet)).rejects.toMatchObject({ code: 'bad-picture' });
  }
  expect(model.calls.texts).toBe(0);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY])(
  'a prediction of %s ends the run at that very evaluation, and is never decoded',
  async (value) => {
    const { recipe, blobs } = await testEdit(size);
    let calls = 0;
    const model = fakeModel({ spoil: (data) => void (++calls === 2 && (data[5] = value)) });
    await expect(runEdit(recipe, blobs, model, new RunMemory(), quiet)).rejects.toMatchObject({
      code: 'not-finite',
      message: expect.stringContaining('predictions') as string,
    });
    expect(model.calls).toMatchObject({ predictions: 2, decodings: 0 });
  },
);

it('latents that are not finite are refused before the denoiser runs', async () => {
  const { recipe, blobs } = await testEdit(size);
  const memory = new RunMemory();
  const model = fakeModel({ spoilEncoding: (data) => data.fill(Number.NaN, 0, 1) });
  await expect(runEdit(recipe, blobs, model, memory, quiet)).rejects.toMatchObject({
    code: 'not-finite',
    message: expect.stringContaining('latents of the picture') as string,
  });
  expect(model.calls.predictions).toBe(0);
  // Nor are they kept for the next run.
  await expect(runEdit(recipe, blobs, fakeModel(), memory, quiet)).resolves.toMatchObject({ result: { evaluations: { done: 4 } } });
});

it('the global strength has no part in methods that go by levels', async () => {
  const { recipe, blobs } = await testEdit(size, { strength: 0, method: { ...optimisation, name: 'guided-optimisation' } });
  await expect(runEdit(recipe, blobs, fakeModel(), new RunMemory(), quiet)).resolves.toMatchObject({
    result: { evaluations: { done: 16 } },
  });
});

it('what went wrong once is not remembered: the same edit runs afterwards', async () => {
  const { recipe, blobs } = await testEdit(size);
  const memory = new RunMemory();
  let calls = 0;
  const model = fakeModel({ spoil: (data) => void (++calls === 3 && (data[0] = Number.NaN)) });
  await expect(runEdit(recipe, blobs, model, memory, quiet)).rejects.toMatchObject({ code: 'not-finite' });
  const again = await runEdit(recipe, blobs, model, memory, quiet);
  const fresh = await runEdit(recipe, blobs, fakeModel(), new RunMemory(), quiet);
  expect(again.result.rgba).toEqual(fresh.result.rgba);
  expect(again.result.evaluations.reused).toBe(0);
});

it.each([{ prediction_type: 'flow' }, { use_flow_sigmas: true }, { beta_schedule: 'wavy' }])(
  'a package whose scheduler has %j is refused by that name',
  async (scheduler) => {
    const { recipe, blobs } = await testEdit(size);
    const model = fakeModel({ scheduler });
    await expect(runEdit(recipe, blobs, model, new RunMemory(), quiet)).rejects.toMatchObject({
      code: 'scheduler-unsupported',
      message: expect.stringContaining(Object.keys(scheduler)[0] ?? '') as string,
    });
    expect(model.calls.texts).toBe(0);
  },
);
