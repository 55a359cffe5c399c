import type { MethodResult, MethodRun } from '../../diffusion/contracts';
import { firstKept } from '../../diffusion/denoisingRun';
import { addEvaluations } from '../../diffusion/evaluations';
import { blendedInpaint } from '../../diffusion/methods/blendedInpaint';
import { diffEdit } from '../../diffusion/methods/diffEdit';
import { contrastIndex, maskOfDifferences } from '../../diffusion/methods/diffEditMask';
import { toLatents } from '../../maps/toLatents';
import { Fault } from '../../protocol/faults';
import type { MethodSettings, Recipe } from '../../protocol/recipe';
import { wholeCost } from '../../protocol/runCost';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import { contrastName, latentsName, maskName } from '../runNames';
import { contrastOfTexts } from './contrastOfTexts';
import type { MethodGround, MethodOutcome, MethodTools, PreparedMethod } from './preparedMethod';
import { stagedSteps, type StagedSteps } from './stagedSteps';
import { withinCells } from './withinCells';

type Settings = Extract<MethodSettings, { name: 'automatic-map' }>;
type Run = MethodRun<EncodedPrompt>;

/** A run of which some stages may be known: its steps are counted over all of them. */
interface Staged {
  readonly recipe: Recipe;
  readonly settings: Settings;
  readonly run: Run;
  readonly tools: MethodTools;
  readonly staged: StagedSteps;
}

/**
 * DiffEdit: finds by itself where prompt and reference text differ, inverts the picture and decodes it under the prompt
 * there. The scene's change map bounds it: nothing is edited where that is 0; or it says by itself where. How far the picture
 * is encoded is the encoding ratio; the global strength has no part in it.
 */
export function automaticMapMethod({ recipe, settings, frame }: MethodGround<Settings>): PreparedMethod {
  const { steps } = recipe;
  const { ablation, encodingRatio, where } = settings;
  const finds = where === 'texts' && ablation !== 'encode-decode';
  // Says at once where no step is left.
  firstKept(steps, encodingRatio);
  if (finds) contrastIndex(steps, settings.noiseStrength);
  const allowed = toLatents(frame.changeMap, frame.area, frame.latentSize, 'maximum');
  const total = wholeCost({ ...recipe, method: settings, scheduler: 'DDIMScheduler', fewStep: false });
  return {
    changeMap: frame.changeMap,
    async run(run, tools) {
      const on = { recipe, settings, run, tools, staged: stagedSteps(run.onStep, total) };
      // Encode-Decode has no map: everything is decoded freely.
      if (ablation === 'encode-decode')
        return decoded(
          on,
          allowed.map(() => 1),
        );
      if (!finds) {
        const given = allowed.map((preserve) => (preserve < 1 ? 1 : 0));
        return ablation === 'without-encoding' ? fromNoise(on, given) : decoded(on, given);
      }
      const found = await findMap(on);
      const edit = found.mask.map((value, cell) => (value > 0 && (allowed[cell] ?? 1) < 1 ? 1 : 0));
      if (!edit.includes(1)) {
        throw new Fault(
          'nothing-to-change',
          'Prompt and reference text ask for the same everywhere that may change: the automatic map is empty.',
          'Describe the difference more plainly, lower the threshold, or let more of the picture change.',
        );
      }
      const { latents, evaluations } = await (ablation === 'without-encoding' ? fromNoise(on, edit) : decoded(on, edit));
      return {
        latents,
        evaluations: addEvaluations(found.evaluations, evaluations),
        changeMap: withinCells(frame.changeMap, frame.area, edit, frame.latentSize),
        contrast: found.contrast,
      };
    },
  };
}

/** Step 1. The differences are kept, so that clamping and threshold can be changed without an evaluation. */
async function findMap({
  recipe,
  settings,
  run,
  tools,
  staged,
}: Staged): Promise<Required<Pick<MethodOutcome, 'contrast' | 'evaluations'>> & { readonly mask: Float32Array }> {
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
  return { ...maskOfDifferences(differences, settings), evaluations: { done, skipped: 0, reused: count - done } };
}

/** Steps 2 and 3: the picture is inverted and decoded again, outside the edit along its own levels. */
function decoded({ recipe, settings, run, tools, staged }: Staged, edit: Float32Array): Promise<MethodResult> {
  const { encodingRatio } = settings;
  return tools.finished(decodedName(recipe, edit), async () => {
    const { trajectory, timesteps, evaluations } = await tools.invert({
      denoiser: run.denoiser,
      source: run.source,
      picture: recipe.source.sha256,
      encodingRatio,
      onStep: staged.during('encoding'),
    });
    const known = timesteps.length - evaluations;
    staged.leaveOut(known);
    const result = await diffEdit(
      { ...run, scheduler: tools.invertible(), fewStep: false, strength: encodingRatio, onStep: staged.during('decoding') },
      trajectory,
      edit,
    );
    return { latents: result.latents, evaluations: addEvaluations({ done: evaluations, skipped: 0, reused: known }, result.evaluations) };
  });
}

/** The ablation without encoding: from noise, with the source noised afresh outside the edit. */
function fromNoise({ recipe, settings, run, tools, staged }: Staged, edit: Float32Array): Promise<MethodResult> {
  return tools.finished(decodedName(recipe, edit), () =>
    blendedInpaint(
      { ...run, scheduler: tools.invertible(), fewStep: false, strength: settings.encodingRatio, onStep: staged.during('decoding') },
      edit,
    ),
  );
}

/** What the decoded latents depend on: of the map's settings, only the mask that came of them. */
function decodedName(recipe: Recipe, edit: Float32Array): string {
  return `${latentsName(recipe)} ${maskName(edit)}`;
}
