import type { Conditioning } from '../diffusion/contracts';
import { TorchGenerator } from '../diffusion/random/torchGenerator';
import { createInvertibleScheduler, createScheduler } from '../diffusion/schedulers/createScheduler';
import type { Blobs, EditResult } from '../protocol/engine';
import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { LoadedModel } from '../runtime/loadedModel';
import { frameArea, type AreaFrame } from './areaFrame';
import { checkRecipe } from './checkRecipe';
import { prepareMethod } from './methods/prepareMethod';
import type { MethodTools } from './methods/preparedMethod';
import { fromModelPicture, toModelPicture } from './modelPicture';
import { pasteBack } from './pasteBack';
import { enterPhase, type RunHooks } from './runHooks';
import { trajectoryKey, type RunMemory } from './runMemory';
import { stepReporter } from './stepReporter';

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
export async function runEdit(value: unknown, blobs: Blobs, model: LoadedModel, memory: RunMemory, hooks: RunHooks): Promise<EditRun> {
  const started = performance.now();
  const recipe = checkRecipe(value);
  const find = await memory.pixels.take(blobs);
  const { modelPackage } = model;
  const frame = frameArea(recipe, find, modelPackage.geometry);
  const scheduler = createScheduler(modelPackage.scheduler, recipe.scheduler);
  const method = prepareMethod(recipe, frame, find);

  await enterPhase(hooks, 'encoding-text');
  const conditioning = await encodeConditioning(recipe, model);

  await enterPhase(hooks, 'encoding-picture');
  const picture = toModelPicture(frame.source, frame.area, frame.modelSize);
  const tools = methodTools(recipe, frame, model, memory);
  const source = await tools.encode(frame.source, recipe.source.sha256);
  const fit = await model.previewFit();

  await enterPhase(hooks, 'denoising');
  const draw = new TorchGenerator(recipe.seed);
  const noise = draw.next(source.shape);
  const onStep = stepReporter(hooks, { fit, picture, latents: source, scaleFactor: modelPackage.geometry.scaleFactor, rect: frame.area });
  const { denoiser } = model;
  const outcome = await method.run({ denoiser, scheduler, steps: recipe.steps, strength: recipe.strength, conditioning, source, noise, draw, onStep }, tools);

  await enterPhase(hooks, 'decoding');
  const decoded = fromModelPicture(await model.decodeLatents(outcome.latents), frame.area);

  await enterPhase(hooks, 'pasting');
  const pasted = pasteBack(frame, outcome.changeMap ?? method.changeMap, decoded, recipe.edgeSoftnessPx);
  const result: EditResult = {
    rect: frame.rect,
    ...pasted,
    recipe,
    provider: model.provider,
    evaluations: outcome.evaluations,
    ...(outcome.contrast && { automaticMap: { ...frame.latentSize, data: Uint8Array.from(outcome.contrast, (value) => Math.round(value * 255)) } }),
    seconds: (performance.now() - started) / 1000,
    notes: notesOf(recipe, model),
  };
  return { result, decoded };
}

/** Prompt and negative prompt, encoded together; without guidance the negative one is not needed. */
async function encodeConditioning(recipe: Recipe, model: LoadedModel): Promise<Conditioning<Tensor>> {
  const guided = recipe.guidance > 1;
  const [conditional, unconditional] = await model.encodeTexts(guided ? [recipe.prompt, recipe.negativePrompt] : [recipe.prompt]);
  if (!conditional) throw new Error('The text encoder gave nothing.');
  return { conditional, unconditional: unconditional ?? null, guidanceScale: recipe.guidance, guidanceRescale: recipe.guidanceRescale };
}

function methodTools(recipe: Recipe, frame: AreaFrame, model: LoadedModel, memory: RunMemory): MethodTools {
  const key = trajectoryKey(recipe);
  const place = Object.values(recipe.area).join(' ');
  return {
    encode: (rgba, name) =>
      memory.encodings.getOrMake(
        `${name} ${place}`,
        () => model.encodePicture(toModelPicture(rgba, frame.area, frame.modelSize)),
        (latents) => latents.data.byteLength,
      ),
    encodeText: async (text) => {
      const [embedding] = await model.encodeTexts([text]);
      if (!embedding) throw new Error('The text encoder gave nothing.');
      return embedding;
    },
    invertible: () => createInvertibleScheduler(model.modelPackage.scheduler),
    previous: memory.trajectories.get(key),
    keep: (trajectory) => memory.trajectories.put(key, trajectory),
  };
}

/** A recipe may be run with another package than its own, or with one that no seed reproduces, but not without a word. */
function notesOf(recipe: Recipe, model: LoadedModel): string[] {
  const { id, sha256, title } = model.modelPackage;
  const notes: string[] = [];
  if (recipe.package.id !== id) notes.push(`The recipe was made with the package “${recipe.package.id}”, but “${title}” ran it: the result is another.`);
  else if (recipe.package.sha256 !== null && sha256 !== null && recipe.package.sha256 !== sha256) notes.push(`The package “${title}” has changed since the recipe was made: the result may be another.`);
  if (model.drawsPosterior) notes.push(`The picture encoder of “${title}” draws random numbers of its own: the same seed gives slightly different results.`);
  return notes;
}
