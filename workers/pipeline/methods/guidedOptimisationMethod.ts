import { firstKept } from '../../diffusion/denoisingRun';
import type { InvertibleScheduler, MethodRun } from '../../diffusion/contracts';
import { addEvaluations } from '../../diffusion/evaluations';
import { guidanceImageAlone, guidedOptimisation, type OptimisationHands } from '../../diffusion/methods/optimisation';
import { toLatents } from '../../maps/toLatents';
import type { MethodSettings, Recipe } from '../../protocol/recipe';
import { leadsNowhere, wholeCost } from '../../protocol/runCost';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import { guidePictures } from '../guidePictures';
import { guidanceImageName, latentsName, maskName } from '../runNames';
import { findLayoutMask, presentGuide } from './layoutEdit';
import type { FinishedRun, MethodGround, MethodTools, PreparedMethod } from './preparedMethod';
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
 * half; with a layout mask, only where the two layouts differ. How far all are encoded is a setting of its own, which takes the
 * place of the global strength.
 */
export function guidedOptimisationMethod({ recipe, settings, frame, find }: MethodGround<Settings>): PreparedMethod {
  const { layoutMask } = settings;
  const changeMap = frame.changeMap.map((value) => (value >= 128 ? 255 : 0));
  const allowed = toLatents(changeMap, frame.area, frame.latentSize, recipe.mapReduction).map((preserve) => (preserve < 0.5 ? 1 : 0));
  // What is wrong with steps and pictures is known before a network runs.
  firstKept(recipe.steps, settings.encodingRatio);
  if (layoutMask) {
    guidePictures(recipe, frame, find, layoutMask.guides, presentGuide);
    firstKept(recipe.steps, layoutMask.noiseStrength);
  }
  const total = wholeCost({ ...recipe, method: settings, scheduler: 'DDIMScheduler', fewStep: false });
  return {
    changeMap,
    async run(run, tools) {
      const staged = stagedSteps(run.onStep, total);
      const strength = settings.encodingRatio;
      const whole = { ...run, scheduler: tools.invertible(), fewStep: false, strength, onStep: staged.during('contrast') };
      if (!layoutMask) return edited({ recipe, settings, run: whole, tools, staged, edit: allowed });
      const found = await findLayoutMask(recipe, layoutMask, whole, tools);
      if (found.evaluations.reused > 0) staged.leaveOut(found.evaluations.reused);
      const edit = found.mask.map((value, cell) => (value && allowed[cell] ? 1 : 0));
      const finished = await edited({ recipe, settings, run: whole, tools, staged, edit });
      return {
        ...finished,
        evaluations: addEvaluations(found.evaluations, finished.evaluations),
        changeMap: withinCells(changeMap, frame.area, edit, frame.latentSize),
        contrast: found.contrast,
      };
    },
  };
}

/** What was edited with this mask before, or the paper's stages in their order, as far as the recipe asks for them. */
function edited({ recipe, settings, run, tools, staged, edit }: Led): Promise<FinishedRun> {
  const { balance, learningRate, refinement, encodingRatio, output } = settings;
  const steps = run.steps - firstKept(run.steps, encodingRatio);
  const made = { ...within(settings.guidanceImage ?? settings, steps), learningRate };
  const refining = refinement && { ...within(refinement, steps), learningRate };
  const name = guidanceImageName(recipe, { ...made, encodingRatio }, maskName(edit));
  const names = { generated: name, refined: `${name} ${JSON.stringify(refining)}` };
  const knobs = { ...within(settings, steps), learningRate, balance, guidanceImage: made, refinement: refining };
  const leading = { ...run, onStep: staged.during('leading') };
  const hands: OptimisationHands = {
    onGenerating: staged.during('guidance-image'),
    async invert(source, picture) {
      const onStep = staged.during('encoding');
      const inversion = await tools.invert({
        ...{ denoiser: run.denoiser, source, encodingRatio, onStep },
        picture: picture ?? recipe.source.sha256,
      });
      const reused = inversion.timesteps.length - inversion.evaluations;
      staged.leaveOut(reused);
      return { levels: inversion.trajectory, evaluations: { done: inversion.evaluations, skipped: 0, reused } };
    },
    async image(which, make) {
      const result = await tools.finished(names[which], make);
      staged.leaveOut(result.evaluations.reused);
      return { ...result, name: names[which] };
    },
  };
  return tools.finished(`${latentsName(recipe)} ${maskName(edit)}`, async () => {
    const { latents, evaluations, ...guided } =
      output === 'edit'
        ? await guidedOptimisation(leading, edit, knobs, !leadsNowhere(settings), hands)
        : await guidanceImageAlone(leading, edit, knobs, hands);
    return { latents, evaluations, guided };
  });
}

function within(
  { gradientSteps, updateSteps }: { readonly gradientSteps: number; readonly updateSteps: number },
  steps: number,
): { gradientSteps: number; updateSteps: number } {
  return { gradientSteps, updateSteps: Math.min(updateSteps, steps) };
}
