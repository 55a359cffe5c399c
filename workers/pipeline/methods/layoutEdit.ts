import { firstKept } from '../../diffusion/denoisingRun';
import type { Evaluations, MethodRun } from '../../diffusion/contracts';
import { layoutDifferences, maskOfLayouts } from '../../diffusion/methods/layoutMask';
import { TorchGenerator } from '../../diffusion/random/torchGenerator';
import { Fault } from '../../protocol/faults';
import type { MethodSettings, Recipe } from '../../protocol/recipe';
import type { EncodedPrompt } from '../../runtime/text/encodedPrompt';
import { layoutName } from '../runNames';
import type { MethodTools } from './preparedMethod';
import { tr } from '../../texts/texts';

type LayoutSettings = NonNullable<Extract<MethodSettings, { name: 'guided-optimisation' }>['layoutMask']>;

/** How a guide of the layout that is there is called in sentences. */
export const presentGuide = tr`the present layout’s guide`;

/**
 * Eq. 7 of optimisation-based editing: where the recipe's guides ask for something else than the layout that is there.
 * @throws Fault `nothing-to-change` where they ask for the same.
 */
export async function findLayoutMask(
  recipe: Recipe,
  settings: LayoutSettings,
  run: MethodRun<EncodedPrompt>,
  tools: MethodTools,
): Promise<{ contrast: Float32Array; mask: Float32Array; evaluations: Evaluations }> {
  const { denoiser, conditioning, source } = run;
  const { noises, noiseStrength } = settings;
  const { differences, reused } = await tools.contrast(layoutName(recipe, settings), () => {
    const draw = new TorchGenerator(recipe.seed);
    const drawn = Array.from({ length: noises }, () => draw.next(source.shape));
    return tools.withGuides(settings.guides, presentGuide, async (present) => {
      const found = await layoutDifferences({ ...run, denoiser: present, strength: noiseStrength }, { denoiser, conditioning }, drawn);
      return found.differences;
    });
  });
  const found = maskOfLayouts(differences, source, settings);
  if (!found.mask.includes(1))
    throw new Fault(
      'nothing-to-change',
      tr`Both layouts ask for the same everywhere: the mask between them is empty.`,
      tr`Change the guides, or lower the threshold of the layout mask.`,
    );
  // Two whole runs for each noise.
  const count = 2 * noises * (recipe.steps - firstKept(recipe.steps, noiseStrength));
  return { ...found, evaluations: { done: reused ? 0 : count, skipped: 0, reused: reused ? count : 0 } };
}
