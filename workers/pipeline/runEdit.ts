import type { Conditioning, Scheduler } from '../diffusion/contracts';
import { layOut } from '../diffusion/denoisingRun';
import { TorchGenerator } from '../diffusion/random/torchGenerator';
import { createScheduler } from '../diffusion/schedulers/createScheduler';
import { readScheduler } from '../protocol/scheduler/readScheduler';
import { fromSrgb } from '../maps/colours/convert';
import { enlargedBy } from '../maps/generationArea';
import { latentChangeMap } from '../maps/latentChangeMap';
import type { Blobs, EditResult } from '../protocol/engine';
import type { Size } from '../protocol/geometry';
import type { Guide, Recipe } from '../protocol/recipe';
import type { EncodedPrompt } from '../runtime/text/encodedPrompt';
import { frameArea, frameSeen } from './areaFrame';
import { methods } from '../protocol/methods';
import { checkRecipe } from './checkRecipe';
import { matchColours } from './colourMatch';
import type { EditModel } from './editModel';
import { giveBackDetail } from './giveBackDetail';
import { guidePictures } from './guidePictures';
import { prepareMethod } from './methods/prepareMethod';
import { methodTools, pictureEncoder } from './methodTools';
import { fromModelPicture, toModelPicture } from './modelPicture';
import { pasteBack } from './pasteBack';
import { enterPhase, type RunHooks } from './runHooks';
import { recipeAddOns } from './recipeAddOns';
import type { RunMemory } from './runMemory';
import { runName } from './runNames';
import { shownBeside } from './shownBeside';
import { stepReporter } from './stepReporter';

const moved =
  'The generation area is another than in the run before, so nothing of that run could be taken up: ' +
  'everything was computed from the start.';
const unmatched =
  'The colours could not be matched: too little of the generation area stays as it is. Enlarge the area, or paint less of it.';

/** A finished run: what the window gets, and what evaluation looks at. */
export interface EditRun {
  readonly result: EditResult;
  /** RGB of the whole area as decoded, three bytes a pixel, before anything of the source was pasted back. */
  readonly decoded: Uint8Array;
}

/**
 * Runs an edit from beginning to end: cuts out the area, encodes text and picture, lets the method run, decodes and pastes
 * back. The same code runs in the worker and in Node.
 * @param value the recipe, not yet checked. @param blobs pixels by digest; those of runs before may be left out.
 * Throws Faults; everything that can be known beforehand is known before a network is run.
 */
export async function runEdit(value: unknown, blobs: Blobs, model: EditModel, memory: RunMemory, hooks: RunHooks): Promise<EditRun> {
  const started = performance.now();
  const recipe = checkRecipe(value);
  const find = await memory.pixels.take(blobs);
  const { modelPackage } = model;
  const stored = frameArea(recipe, find, modelPackage.geometry);
  const frame = frameSeen(stored, recipe);
  const scheduler = createScheduler(modelPackage.scheduler, recipe.scheduler);
  const method = prepareMethod(recipe, frame, find);
  await model.fit(
    recipeAddOns(recipe, hooks.addOns ?? {}),
    recipe.loras.map(({ strength }) => strength),
    hooks.onEvent,
  );
  model.requireRun(
    frame.modelSize,
    [...recipe.guides, ...layoutGuides(recipe)].map((guide) => guide.controlNet),
  );
  const guides = guidePictures(recipe, frame, find);
  const fewStep = (modelPackage.fewStep ?? false) && !methods[recipe.method.name].ownLevels;
  const timesteps = schedule(recipe, scheduler, fewStep);

  await enterPhase(hooks, 'encoding-text');
  const conditioning = await encodeConditioning(recipe, frame.modelSize, model);

  await enterPhase(hooks, 'encoding-picture');
  const picture = toModelPicture(frame.source, frame.area, frame.modelSize);
  const encode = pictureEncoder({ recipe, frame, model, memory });
  const source = await encode(frame.source, [recipe.source.sha256]);
  const beside = await shownBeside({ recipe, frame, changeMap: method.changeMap, source, model, memory });
  const tools = methodTools({ recipe, frame, find, model, memory, timesteps, encode, beside, onEvent: hooks.onEvent });
  const fit = await model.previewFit();

  await enterPhase(hooks, 'denoising');
  const draw = new TorchGenerator(recipe.seed);
  const noise = draw.next(source.shape);
  const onStep = stepReporter(hooks, { fit, picture, latents: source, scaleFactor: modelPackage.geometry.scaleFactor, rect: frame.area });
  const run = await model.startRun(
    guides,
    timesteps,
    hooks.onEvent,
    layoutGuides(recipe).map((guide) => guide.controlNet),
    beside?.concatenated ?? null,
  );
  const { denoiser } = run;
  const outcome = await method
    .run({ denoiser, scheduler, fewStep, steps: recipe.steps, strength: recipe.strength, conditioning, source, noise, draw, onStep }, tools)
    .finally(() => run.end());

  await enterPhase(hooks, 'decoding');
  const decoded = fromModelPicture(await model.decodeLatents(outcome.latents), frame.area);

  await enterPhase(hooks, 'pasting');
  const changeMap = outcome.changeMap ?? method.changeMap;
  const detailed = await giveBackDetail({ recipe, frame, model, memory, source, latents: outcome.latents, decoded, changeMap });
  const matched = matchColours(detailed, frame, changeMap, recipe.colourMatch);
  const edited = matched ?? detailed;
  const pasted = pasteBack(stored, changeMap, recipe.colours ? fromSrgb(edited, 3, recipe.colours) : edited, recipe.edgeSoftnessPx);
  const notes = notesOf(recipe, model);
  if (recipe.colourMatch > 0 && !matched) notes.push(unmatched);
  const areaMoved = memory.areaMoved(runName(recipe), Object.values(recipe.area).join(' '));
  // Back at an area of before, that one's trajectory may still be there.
  if (areaMoved && outcome.evaluations.reused === 0) notes.push(moved);
  const result: EditResult = {
    rect: frame.rect,
    ...pasted,
    recipe,
    provider: model.provider,
    evaluations: outcome.evaluations,
    latentMap: { ...frame.latentSize, data: latentChangeMap(changeMap, frame.area, frame.latentSize, recipe.mapReduction) },
    ...(outcome.contrast && {
      automaticMap: { ...frame.latentSize, data: Uint8Array.from(outcome.contrast, (value) => Math.round(value * 255)) },
    }),
    seconds: (performance.now() - started) / 1000,
    notes,
  };
  return { result, decoded };
}

/** Guides of a layout that the recipe's own is compared with. */
function layoutGuides({ method }: Recipe): readonly Guide[] {
  return method.name === 'guided-optimisation' && method.layoutMask ? method.layoutMask.guides : [];
}

/** Prompt and negative prompt, encoded together; without guidance the negative one is not needed. */
async function encodeConditioning(recipe: Recipe, size: Size, model: EditModel): Promise<Conditioning<EncodedPrompt>> {
  const guided = recipe.guidance > 1 && !model.guidanceIsInput;
  const prompt = { text: recipe.prompt, negative: false };
  const [conditional, unconditional] = await model.encodeTexts(
    guided ? [prompt, { text: recipe.negativePrompt, negative: true }] : [prompt],
    size,
  );
  if (!conditional) throw new Error('The text encoder gave nothing.');
  // Guidance from a prompt to itself leads nowhere: u + g·(c − u) = u. One evaluation then does for the pair.
  const pair = unconditional && !samePrompt(conditional, unconditional) ? unconditional : null;
  return { conditional, unconditional: pair, guidanceScale: recipe.guidance, guidanceRescale: recipe.guidanceRescale };
}

function samePrompt(a: EncodedPrompt, b: EncodedPrompt): boolean {
  const equal = (one: ArrayLike<number> | undefined, other: ArrayLike<number> | undefined): boolean =>
    one === other ||
    (one !== undefined &&
      other !== undefined &&
      one.length === other.length &&
      Array.prototype.every.call(one, (value, i) => value === other[i]));
  return (
    equal(a.hidden.data, b.hidden.data) && equal(a.pooled?.data, b.pooled?.data) && equal(a.timeIds ?? undefined, b.timeIds ?? undefined)
  );
}

/** The timesteps that run: the automatic map and the guided optimisation go by levels of their own, all others by the strength cut. */
function schedule({ method, steps, strength }: Recipe, scheduler: Scheduler, fewStep: boolean): readonly number[] {
  if (methods[method.name].ownLevels) return scheduler.timesteps(steps);
  const { list, first } = layOut({ scheduler, steps, strength, fewStep });
  return list.slice(first);
}

/** A recipe may be run with another package than its own, or with one that no seed reproduces, but not without a word. */
function notesOf(recipe: Recipe, model: EditModel): string[] {
  const { id, sha256, title, geometry } = model.modelPackage;
  const notes: string[] = [...readScheduler(model.modelPackage.scheduler, recipe.scheduler).notes];
  if (recipe.package.id !== id)
    notes.push(`The recipe was made with the package “${recipe.package.id}”, but “${title}” ran it: the result is another.`);
  else if (recipe.package.sha256 !== null && sha256 !== null && recipe.package.sha256 !== sha256)
    notes.push(`The package “${title}” has changed since the recipe was made: the result may be another.`);
  const times = enlargedBy(recipe.area, recipe.source, geometry.nativeSize);
  if (times !== null) {
    const { width, height } = geometry.nativeSize;
    notes.push(
      `The picture is smaller than the ${width} × ${height} pixels that the model was made for: the model saw it ` +
        `${times.toFixed(times < 10 ? 1 : 0)} times larger, and what it painted was brought back to the picture’s size.`,
    );
  }
  if (model.drawsPosterior)
    notes.push(`The picture encoder of “${title}” draws random numbers of its own: the same seed gives slightly different results.`);
  if (model.guidanceIsInput && recipe.negativePrompt !== '')
    notes.push(`“${title}” takes the guidance as a number of its own, so the negative prompt has no effect.`);
  return notes;
}
