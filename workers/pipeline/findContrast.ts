import { watchSteadiness } from '../diffusion/methods/steadiness';
import { contrastIndex } from '../diffusion/methods/diffEdit';
import type { Contrast, ContrastFinding } from '../protocol/contrast';
import type { Blobs } from '../protocol/engine';
import { Fault } from '../protocol/faults';
import type { EditModel } from './editModel';
import { macrotask } from './macrotask';
import { contrastOfTexts } from './methods/contrastOfTexts';
import { prepareRun } from './runGround';
import { breathe, type RunHooks } from './runHooks';
import type { RunMemory } from './runMemory';
import { tr } from '../texts/texts';

/**
 * Where a picture would have to change for its reference prompt to become its prompt: the contrast of DiffEdit, told noise by noise. It
 * ends when more noises would hardly move it, or when it is cancelled after the first of them: what is there then is the answer.
 * @param value a recipe of the automatic map. @throws Fault what is wrong with recipe or pixels; `cancelled` before the first noise.
 */
export async function findContrast(
  value: unknown,
  blobs: Blobs,
  model: EditModel,
  memory: RunMemory,
  hooks: RunHooks,
): Promise<ContrastFinding> {
  const started = performance.now();
  const { recipe, frame, denoise } = await prepareRun(value, blobs, model, memory, hooks);
  const { method: settings } = recipe;
  if (settings.name !== 'automatic-map')
    throw new Fault('bad-recipe', tr`Only the automatic map compares two texts.`, tr`Choose the method “Automatic map”.`);
  contrastIndex(recipe.steps, settings.noiseStrength);
  const { x, y, width, height } = frame.area;
  const look = watchSteadiness();
  let arrived = 0;
  let last: Contrast | null = null;
  let steady = false;
  const found = await denoise((run, tools) =>
    contrastOfTexts({
      ...{ recipe, settings, run, tools },
      // Once there is something to answer with, Cancel ends the comparison instead of throwing it away.
      onEvaluation: () => (arrived === 0 ? breathe(hooks) : macrotask()),
      onNoise: (noises, mean) => {
        arrived = noises;
        const seen = look(mean);
        last = {
          ...frame.latentSize,
          differences: Float32Array.from(mean),
          area: { x, y, width, height },
          noises,
          movement: seen.movement,
        };
        hooks.onEvent({ type: 'contrast', contrast: last, most: settings.noises });
        steady = seen.steady && noises < settings.noises;
        return steady || hooks.isCancelled();
      },
    }),
  );
  if (!last) throw new Error('No noise has come.');
  const { done, reused } = found.evaluations;
  const contrast: Contrast = last;
  return {
    ...contrast,
    steady,
    evaluations: { done, reused },
    provider: model.provider,
    seconds: (performance.now() - started) / 1000,
  };
}
