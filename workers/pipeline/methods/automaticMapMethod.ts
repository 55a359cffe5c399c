import type { Evaluations, MethodRun } from '../../diffusion/contracts';
import { firstKept } from '../../diffusion/denoisingRun';
import { contrastIndex, diffEdit } from '../../diffusion/methods/diffEdit';
import { toLatents } from '../../maps/toLatents';
import type { MethodSettings, Recipe } from '../../protocol/recipe';
import { wholeCost } from '../../protocol/runCost';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import { contrastName, latentsName, maskName } from '../runNames';
import { contrastOfTexts } from './contrastOfTexts';
import type { MethodGround, MethodTools, PreparedMethod } from './preparedMethod';
import { stagedSteps, type StagedSteps } from './stagedSteps';
import { withinCells } from './withinCells';

type Settings = Extract<MethodSettings, { name: 'automatic-map' }>;

/**
 * DiffEdit for a recipe: finds by itself where prompt and reference text differ, inverts the picture and decodes it under the prompt
 * there. The scene's change map bounds it: nothing is edited where that is 0; or it says by itself where. How far the picture
 * is encoded is the encoding ratio; the global strength has no part in it.
 */
export function automaticMapMethod({ recipe, settings, frame }: MethodGround<Settings>): PreparedMethod {
  const { steps } = recipe;
  const { ablation, encodingRatio, where } = settings;
  const finds = where === 'texts';
  // Says at once where no step is left.
  firstKept(steps, encodingRatio);
  if (finds && ablation !== 'encode-decode') contrastIndex(steps, settings.noiseStrength);
  const allowed = toLatents(frame.changeMap, frame.area, frame.latentSize, 'maximum').map((preserve) => (preserve < 1 ? 1 : 0));
  const total = wholeCost({ ...recipe, method: settings, scheduler: 'DDIMScheduler', fewStep: false });
  return {
    changeMap: frame.changeMap,
    async run(run, tools) {
      const staged = stagedSteps(run.onStep, total);
      const decoding = {
        ...run,
        ...{ scheduler: tools.invertible(), fewStep: false, strength: encodingRatio, onStep: staged.during('decoding') },
      };
      const { latents, evaluations, found } = await diffEdit(decoding, { ...settings, finds }, allowed, {
        compare: () => compared(recipe, settings, run, tools, staged),
        async encode() {
          const { denoiser, source } = run;
          const onStep = staged.during('encoding');
          const inversion = await tools.invert({ denoiser, source, picture: recipe.source.sha256, encodingRatio, onStep });
          const known = inversion.timesteps.length - inversion.evaluations;
          staged.leaveOut(known);
          return { trajectory: inversion.trajectory, evaluations: { done: inversion.evaluations, skipped: 0, reused: known } };
        },
        // Of the map's settings, latents depend only on the mask that came of them.
        decoded: (edit, make) => tools.finished(`${latentsName(recipe)} ${maskName(edit)}`, make),
      });
      if (!found) return { latents, evaluations };
      const changeMap = withinCells(frame.changeMap, frame.area, found.edit, frame.latentSize);
      return { latents, evaluations, changeMap, contrast: found.contrast };
    },
  };
}

/** Step 1. The differences are kept, so that clamping and threshold can be changed without an evaluation. */
async function compared(
  recipe: Recipe,
  settings: Settings,
  run: MethodRun<EncodedPrompt>,
  tools: MethodTools,
  staged: StagedSteps,
): Promise<{ readonly differences: Float64Array; readonly evaluations: Evaluations }> {
  const count = 2 * settings.noises;
  let done = 0;
  const { differences, reused } = await tools.contrast(contrastName(recipe, settings), async () => {
    const onStep = staged.during('contrast');
    const { source } = run;
    const found = await contrastOfTexts({
      ...{ recipe, settings, run, tools },
      onKnown: (known) => staged.leaveOut(known),
      onEvaluation: (index) => onStep({ index: index - 1, count, timestep: 0, latents: source, predictedOriginal: source }),
    });
    done = found.evaluations.done;
    return found.differences;
  });
  if (reused) staged.leaveOut(count);
  return { differences, evaluations: { done, skipped: 0, reused: count - done } };
}
