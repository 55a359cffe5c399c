import { ddimInversion } from '../../diffusion/methods/ddimInversion';
import { guidanceImage } from '../../diffusion/methods/guidanceImage';
import { optimise } from '../../diffusion/methods/optimisation';
import { toLatents } from '../../maps/toLatents';
import type { MethodSettings } from '../../protocol/recipe';
import { partialSteps } from './partialSteps';
import type { MethodGround, PreparedMethod } from './preparedMethod';

/**
 * Optimisation-based editing: a guidance image is generated under the prompt, source and guidance image are inverted over
 * the whole schedule, and the result is led between the two by gradients. The change map counts where it is at least
 * half; the global strength has no part in it, since the inversions need every level.
 */
export function guidedOptimisationMethod({ recipe, settings, frame }: MethodGround<Extract<MethodSettings, { name: 'guided-optimisation' }>>): PreparedMethod {
  const { steps } = recipe;
  const { balance, gradientSteps, updateSteps, learningRate } = settings;
  const knobs = { gradientSteps, updateSteps: Math.min(updateSteps, steps), learningRate };
  const changeMap = frame.changeMap.map((value) => (value >= 128 ? 255 : 0));
  const edit = toLatents(changeMap, frame.area, frame.latentSize, recipe.mapReduction).map((preserve) => (preserve < 0.5 ? 1 : 0));
  return {
    changeMap,
    async run(run, tools) {
      const scheduler = tools.invertible();
      const unconditional = await tools.encodeText('');
      const stage = partialSteps(run.onStep, 4 * steps);
      const whole = { ...run, scheduler, strength: 1 };
      const inversion = { ...run, scheduler, unconditional, encodingRatio: 1 };
      const guidance = await guidanceImage({ ...whole, onStep: stage(0) }, edit, knobs);
      const ofSource = await ddimInversion({ ...inversion, onStep: stage(steps) });
      const ofGuidance = await ddimInversion({ ...inversion, source: guidance.latents, onStep: stage(2 * steps) });
      const led = await optimise({ ...whole, onStep: stage(3 * steps) }, ofSource.trajectory, ofGuidance.trajectory, edit, { ...knobs, balance });
      const done = guidance.evaluations.done + ofSource.evaluations + ofGuidance.evaluations + led.evaluations.done;
      return { latents: led.latents, evaluations: { done, skipped: 0, reused: 0 } };
    },
  };
}
