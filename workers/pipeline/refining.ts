import type { Denoiser, OnStep, Scheduler } from '../diffusion/contracts';
import { refinedDenoiser, refinerCut } from '../diffusion/refinedDenoiser';
import { createScheduler } from '../diffusion/schedulers/createScheduler';
import type { ModelPackage } from '../packages/modelPackage';
import { Fault } from '../protocol/faults';
import type { Size } from '../protocol/geometry';
import { methods } from '../protocol/methods';
import type { Recipe } from '../protocol/recipe';
import type { EncodedPrompt } from '../runtime/text/encodedPrompt';
import type { EditModel, RefinerModel } from './editModel';
import { encodeConditioning } from './encodeConditioning';
import type { RunHooks } from './runHooks';
import { tr } from '../texts/texts';

/** What of a package refines: latents come and go as they are, so that its autoencoder has no part. */
export const refiningParts = (modelPackage: ModelPackage): ModelPackage => ({
  ...modelPackage,
  parts: modelPackage.parts.filter((part) => part === 'unet' || part === 'text_encoder' || part === 'text_encoder_2'),
});

/** The refiner of a run, with its prompts. */
export interface Refining {
  /** Opens the refiner's part of the denoiser; `end` must be called in any case. */
  start(first: Denoiser<EncodedPrompt>): Promise<{ readonly denoiser: Denoiser<EncodedPrompt>; end(): void }>;
  /** Reports of steps, those of the refiner told apart. */
  told(onStep: OnStep): OnStep;
}

interface RefiningGround {
  readonly recipe: Recipe;
  readonly model: Pick<EditModel, 'modelPackage'>;
  readonly scheduler: Scheduler;
  readonly hooks: RunHooks;
}

/**
 * The refiner that a recipe asks for, checked; null where it asks for none, or its method has levels of its own.
 * @throws Fault `bad-recipe` where it is not kept here, `package-unsupported` where it is no refiner for this model.
 */
export function refinerOf({ recipe, model, scheduler, hooks }: RefiningGround): RefinerModel | null {
  if (!recipe.refiner || methods[recipe.method.name].ownLevels) return null;
  const { refiner = null } = hooks;
  if (!refiner)
    throw new Fault(
      'bad-recipe',
      tr`The refiner “${recipe.refiner.package.id}”, which this edit uses, is not kept here.`,
      tr`Add it again under Models, or leave the refiner out of the run.`,
    );
  const { family, geometry, title } = refiner.modelPackage;
  const own = model.modelPackage.geometry;
  const isOfSpace = geometry.latentChannels === own.latentChannels && geometry.scaleFactor === own.scaleFactor;
  const isOfKind = createScheduler(refiner.modelPackage.scheduler).predictionType === scheduler.predictionType;
  if (family === 'sdxl-refiner' && isOfSpace && isOfKind && refiner.takesBeside === 'nothing') return refiner;
  const why = family === 'sdxl-refiner' ? tr`their latents or predictions differ` : tr`it is no SDXL refiner`;
  throw new Fault(
    'package-unsupported',
    tr`“${title}” cannot refine what “${model.modelPackage.title}” makes: ${why}.`,
    tr`Choose another refiner, or leave it out of the run.`,
  );
}

/** Encodes the texts for the refiner. @param size of the area as the model sees it, in pixels. */
export async function prepareRefining(
  refiner: RefinerModel,
  { recipe, scheduler, hooks }: Omit<RefiningGround, 'model'>,
  size: Size,
): Promise<Refining> {
  const cut = refinerCut(recipe.refiner?.from ?? 1, scheduler.alphasCumprod.length);
  const conditioning = await encodeConditioning(recipe, size, refiner);
  return {
    async start(first) {
      const { denoiser, end } = await refiner.startRun([], [], hooks.onEvent);
      return { denoiser: refinedDenoiser(first, { denoiser, conditioning }, cut), end };
    },
    told: (onStep) => (report) => onStep(report.timestep < cut ? { ...report, stage: 'refining' } : report),
  };
}
