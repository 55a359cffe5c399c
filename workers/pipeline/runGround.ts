import type { MethodRun, Scheduler } from '../diffusion/contracts';
import { layOut } from '../diffusion/denoisingRun';
import { TorchGenerator } from '../diffusion/random/torchGenerator';
import { createScheduler } from '../diffusion/schedulers/createScheduler';
import { runsAtOnce, seedsTogether } from '../diffusion/seedsTogether';
import type { Blobs } from '../protocol/engine';
import { methods } from '../protocol/methods';
import type { Guide, Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { EncodedPrompt } from '../runtime/text/encodedPrompt';
import { frameArea, frameSeen, type AreaFrame } from './areaFrame';
import { checkRecipe } from './checkRecipe';
import type { EditModel } from './editModel';
import { encodeConditioning } from './encodeConditioning';
import { guidePictures } from './guidePictures';
import { prepareMethod } from './methods/prepareMethod';
import type { MethodTools, PreparedMethod } from './methods/preparedMethod';
import { onItsGround } from './onItsGround';
import { methodTools, pictureEncoder } from './methodTools';
import { toModelPicture } from './modelPicture';
import { recipeAddOns } from './recipeAddOns';
import { prepareRefining, refinerOf } from './refining';
import { breathe, enterPhase, type RunHooks } from './runHooks';
import type { RunMemory } from './runMemory';
import { shownBeside } from './shownBeside';
import { stepReporter } from './stepReporter';

/** A recipe whose texts and picture are encoded: what is done with them comes next. */
export interface RunGround {
  /** As it came. */
  readonly asked: Recipe;
  /** The same with the digest of what the model is shown, where that was filled: whatever is kept under its names is of that. */
  readonly recipe: Recipe;
  /** The area as stored; and as the model sees it, filled and in its colours. */
  readonly stored: AreaFrame;
  readonly frame: AreaFrame;
  readonly method: PreparedMethod;
  /** Clean latents of the area. */
  readonly source: Tensor;
  /**
   * Opens the denoiser for the work and ends it after.
   * @param alongside other seeds under which the same is done in the same batches, as many of them as a batch has room for: what it
   * leaves in the memory, their own runs find there.
   */
  denoise<T>(work: (run: MethodRun<EncodedPrompt>, tools: MethodTools) => Promise<T>, alongside?: readonly number[]): Promise<T>;
}

/**
 * Checks a recipe, cuts out its area and encodes texts and picture.
 * @throws Fault everything that can be known beforehand is known before a network is run.
 */
export async function prepareRun(value: unknown, blobs: Blobs, model: EditModel, memory: RunMemory, hooks: RunHooks): Promise<RunGround> {
  const asked = checkRecipe(value);
  const find = await memory.pixels.take(blobs);
  const { modelPackage } = model;
  const stored = frameArea(asked, find, modelPackage.geometry);
  const { recipe, frame } = await onItsGround(asked, frameSeen(stored, asked), find);
  const scheduler = createScheduler(modelPackage.scheduler, recipe.scheduler);
  const method = prepareMethod(recipe, frame, find);
  const refiner = refinerOf({ recipe, model, scheduler, hooks });
  refiner?.requireRun(frame.modelSize, []);
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
  const refining = refiner && (await prepareRefining(refiner, { recipe, scheduler, hooks }, frame.modelSize));

  await enterPhase(hooks, 'encoding-picture');
  const encode = pictureEncoder({ recipe, frame, model, memory });
  const source = await encode(frame.source, [recipe.source.sha256]);
  const beside = await shownBeside({ recipe, frame, changeMap: method.changeMap, source, model, memory });
  const toolsUnder = (seed: number): MethodTools =>
    methodTools({ recipe: { ...recipe, seed }, frame, find, model, memory, timesteps, encode, beside, onEvent: hooks.onEvent });
  const fit = await model.previewFit();

  return {
    ...{ asked, recipe, stored, frame, method, source },
    async denoise(work, alongside = []) {
      await enterPhase(hooks, 'denoising');
      const picture = toModelPicture(frame.source, frame.area, frame.modelSize);
      const scaleFactor = modelPackage.geometry.scaleFactor;
      const reported = stepReporter(hooks, { fit, picture, latents: source, scaleFactor, rect: frame.area });
      const run = await model.startRun(
        guides,
        timesteps,
        hooks.onEvent,
        layoutGuides(recipe).map((guide) => guide.controlNet),
        beside?.concatenated ?? null,
      );
      const onStep = refining ? refining.told(reported) : reported;
      let second: { readonly denoiser: typeof run.denoiser; end(): void } | null = null;
      try {
        second = refining && (await refining.start(run.denoiser));
        const { steps, strength } = recipe;
        const settingsUnder = (seed: number): Omit<MethodRun<EncodedPrompt>, 'denoiser' | 'scheduler' | 'onStep'> => {
          const draw = new TorchGenerator(seed);
          return { fewStep, steps, strength, conditioning, source, noise: draw.next(source.shape), draw };
        };
        return await seedsTogether(
          (second ?? run).denoiser,
          alongside.slice(0, runsAtOnce(source, conditioning) - 1),
          (denoiser) => work({ ...settingsUnder(recipe.seed), denoiser, scheduler, onStep }, toolsUnder(recipe.seed)),
          (seed, denoiser) => {
            const own = createScheduler(modelPackage.scheduler, recipe.scheduler);
            return work({ ...settingsUnder(seed), denoiser, scheduler: own, onStep: () => breathe(hooks) }, toolsUnder(seed));
          },
        );
      } finally {
        second?.end();
        run.end();
      }
    },
  };
}

/** Guides of a layout that the recipe's own is compared with. */
function layoutGuides({ method }: Recipe): readonly Guide[] {
  return method.name === 'guided-optimisation' && method.layoutMask ? method.layoutMask.guides : [];
}

/** The timesteps that run: the automatic map and the guided optimisation go by levels of their own, all others by the strength cut. */
function schedule({ method, steps, strength }: Recipe, scheduler: Scheduler, fewStep: boolean): readonly number[] {
  if (methods[method.name].ownLevels) return scheduler.timesteps(steps);
  const { list, first } = layOut({ scheduler, steps, strength, fewStep });
  return list.slice(first);
}
