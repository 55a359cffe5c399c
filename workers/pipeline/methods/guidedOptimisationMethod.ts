import { firstKept } from '../../diffusion/denoisingRun';
import type { InvertibleScheduler, MethodResult, MethodRun } from '../../diffusion/contracts';
import { addEvaluations } from '../../diffusion/evaluations';
import { guidanceImage, refineGuidance } from '../../diffusion/methods/guidanceImage';
import { optimise } from '../../diffusion/methods/optimisation';
import { toLatents } from '../../maps/toLatents';
import type { MethodSettings, Recipe } from '../../protocol/recipe';
import { leadsNowhere, wholeCost } from '../../protocol/runCost';
import type { Tensor } from '../../protocol/tensor';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import { guidePictures } from '../guidePictures';
import { guidanceImageName, latentsName, maskName } from '../runNames';
import { findLayoutMask, presentGuide } from './layoutEdit';
import type { MethodGround, MethodTools, PreparedMethod } from './preparedMethod';
import { stagedSteps, type StagedSteps } from './stagedSteps';
import { withinCells } from './withinCells';

type Settings = Extract<MethodSettings, { name: 'guided-optimisation' }>;

interface Led {
  readonly recipe: Recipe;
  readonly settings: Settings;
  /** Over the whole schedule, steps counted over all stages. */
  readonly run: MethodRun<EncodedPrompt> & { readonly scheduler: InvertibleScheduler };
  readonly tools: MethodTools;
  readonly staged: StagedSteps;
  readonly edit: Float32Array;
}

/**
 * Optimisation-based editing: a guidance image is generated under the prompt, source and guidance image are inverted over
 * the whole schedule, and the result is led between the two by gradients. The change map counts where it is at least
 * half; with a layout mask, only where the two layouts differ. The global strength has no part in it, since the
 * inversions need every level.
 */
export function guidedOptimisationMethod({ recipe, settings, frame, find }: MethodGround<Settings>): PreparedMethod {
  const { layoutMask } = settings;
  const changeMap = frame.changeMap.map((value) => (value >= 128 ? 255 : 0));
  const allowed = toLatents(changeMap, frame.area, frame.latentSize, recipe.mapReduction).map((preserve) => (preserve < 0.5 ? 1 : 0));
  // What is wrong with the layout's pictures and steps is known before a network runs.
  if (layoutMask) {
    guidePictures(recipe, frame, find, layoutMask.guides, presentGuide);
    firstKept(recipe.steps, layoutMask.noiseStrength);
  }
  const total = wholeCost({ ...recipe, method: settings, scheduler: 'DDIMScheduler', fewStep: false });
  return {
    changeMap,
    async run(run, tools) {
      const staged = stagedSteps(run.onStep, total);
      const whole = { ...run, scheduler: tools.invertible(), fewStep: false, strength: 1, onStep: staged.during('contrast') };
      if (!layoutMask) return edited({ recipe, settings, run: whole, tools, staged, edit: allowed });
      const found = await findLayoutMask(recipe, layoutMask, whole, tools);
      if (found.evaluations.reused > 0) staged.leaveOut(found.evaluations.reused);
      const edit = found.mask.map((value, cell) => (value && allowed[cell] ? 1 : 0));
      const { latents, evaluations } = await edited({ recipe, settings, run: whole, tools, staged, edit });
      return {
        latents,
        evaluations: addEvaluations(found.evaluations, evaluations),
        changeMap: withinCells(changeMap, frame.area, edit, frame.latentSize),
        contrast: found.contrast,
      };
    },
  };
}

function edited(led: Led): Promise<MethodResult> {
  const { recipe, settings, run, tools, staged, edit } = led;
  const { steps } = run;
  const { balance, learningRate } = settings;
  const knobs = { ...within(settings, steps), learningRate, balance };
  return tools.finished(`${latentsName(recipe)} ${maskName(edit)}`, async () => {
    const ofSource = await inverted(led, run.source, recipe.source.sha256);
    const guidance = leadsNowhere(settings)
      ? { levels: ofSource.levels, evaluations: { done: 0, skipped: 0, reused: 0 } }
      : await guidanceLevels(led, ofSource.levels);
    const result = await optimise({ ...run, onStep: staged.during('leading') }, ofSource.levels, guidance.levels, edit, knobs);
    return { latents: result.latents, evaluations: addEvaluations(ofSource.evaluations, guidance.evaluations, result.evaluations) };
  });
}

interface Levels {
  readonly levels: readonly Tensor[];
  readonly evaluations: MethodResult['evaluations'];
}

/** x⁰ … xⁿ of clean latents, as far as they are not known. */
async function inverted({ run, tools, staged }: Led, source: Tensor, picture: string): Promise<Levels> {
  const { trajectory, timesteps, evaluations } = await tools.invert({
    denoiser: run.denoiser,
    source,
    picture,
    encodingRatio: 1,
    onStep: staged.during('encoding'),
  });
  const reused = timesteps.length - evaluations;
  staged.leaveOut(reused);
  return { levels: trajectory, evaluations: { done: evaluations, skipped: 0, reused } };
}

/** The guidance image, refined where that is wanted, and its inversion. */
async function guidanceLevels(led: Led, source: readonly Tensor[]): Promise<Levels> {
  const { recipe, settings, run, tools, staged, edit } = led;
  const { learningRate, refinement } = settings;
  const knobs = { ...within(settings.guidanceImage ?? settings, run.steps), learningRate };
  const name = guidanceImageName(recipe, knobs, maskName(edit));
  const remembered = async (under: string, make: () => Promise<MethodResult>): Promise<MethodResult> => {
    const result = await tools.finished(under, make);
    staged.leaveOut(result.evaluations.reused);
    return result;
  };
  const generating = { ...run, onStep: staged.during('guidance-image') };
  const image = await remembered(name, () => guidanceImage(generating, edit, knobs));
  const ofImage = await inverted(led, image.latents, name);
  if (!refinement) return { levels: ofImage.levels, evaluations: addEvaluations(image.evaluations, ofImage.evaluations) };
  const refiningKnobs = { ...within(refinement, run.steps), learningRate };
  const refinedName = `${name} ${JSON.stringify(refiningKnobs)}`;
  const refined = await remembered(refinedName, () => refineGuidance(generating, ofImage.levels, source, refiningKnobs));
  const ofRefined = await inverted(led, refined.latents, refinedName);
  return {
    levels: ofRefined.levels,
    evaluations: addEvaluations(image.evaluations, ofImage.evaluations, refined.evaluations, ofRefined.evaluations),
  };
}

function within(
  { gradientSteps, updateSteps }: { readonly gradientSteps: number; readonly updateSteps: number },
  steps: number,
): { gradientSteps: number; updateSteps: number } {
  return { gradientSteps, updateSteps: Math.min(updateSteps, steps) };
}
