import type { Evaluations, MethodRun } from '../../diffusion/contracts';
import { diffEditDifferences, type ContrastSettings } from '../../diffusion/methods/diffEdit';
import type { MethodSettings, Recipe } from '../../protocol/recipe';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import { referenceName } from '../runNames';
import type { MethodTools } from './preparedMethod';

interface TextComparison extends Pick<ContrastSettings<EncodedPrompt>, 'onNoise'> {
  readonly recipe: Recipe;
  readonly settings: Extract<MethodSettings, { name: 'automatic-map' }>;
  readonly run: MethodRun<EncodedPrompt>;
  readonly tools: MethodTools;
  /** Told before the first evaluation how many predictions are known. */
  readonly onKnown?: (count: number) => void;
  readonly onEvaluation: ContrastSettings<EncodedPrompt>['onEvaluation'];
}

/**
 * DiffEdit, step 1, for a recipe: its prompt against its reference prompt. Predictions under the reference are kept, so that another
 * prompt costs one evaluation a noise.
 */
export async function contrastOfTexts({ recipe, settings, run, tools, onKnown, onEvaluation, onNoise }: TextComparison): Promise<{
  readonly differences: Float64Array;
  readonly noises: number;
  readonly evaluations: Evaluations;
}> {
  const { denoiser, scheduler, steps, source, conditioning, noise, draw } = run;
  const kept = tools.references(referenceName(recipe, settings));
  const reference = { ...conditioning, conditional: await tools.encodeText(settings.referencePrompt ?? '') };
  const noises = [noise, ...Array.from({ length: settings.noises - 1 }, () => draw.next(source.shape))];
  const known = kept.known.slice(0, noises.length);
  onKnown?.(known.length);
  const found = await diffEditDifferences({
    ...{ denoiser, scheduler, steps, source, query: conditioning, reference, noises, known, noiseStrength: settings.noiseStrength },
    onEvaluation,
    ...(onNoise && { onNoise }),
  });
  kept.keep(found.references);
  const { length } = found.references;
  return {
    differences: found.differences,
    noises: length,
    evaluations: { done: found.evaluations, skipped: 0, reused: 2 * length - found.evaluations },
  };
}
