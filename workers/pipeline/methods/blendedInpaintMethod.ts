import { blendedInpaint } from '../../diffusion/methods/blendedInpaint';
import { toLatents } from '../../maps/toLatents';
import type { MethodSettings } from '../../protocol/recipe';
import { latentsName, maskName } from '../runNames';
import type { MethodGround, PreparedMethod } from './preparedMethod';

/** Blended Latent Diffusion knows only change and no change: the map counts where it reaches the threshold. */
export function blendedInpaintMethod({
  recipe,
  settings,
  frame,
}: MethodGround<Extract<MethodSettings, { name: 'blended-inpaint' }>>): PreparedMethod {
  const changeMap = frame.changeMap.map((value) => (value > 0 && value >= settings.threshold * 255 ? 255 : 0));
  const edit = toLatents(changeMap, frame.area, frame.latentSize, recipe.mapReduction).map((preserve) => (preserve < 0.5 ? 1 : 0));
  return { changeMap, run: (run, tools) => tools.finished(`${latentsName(recipe)} ${maskName(edit)}`, () => blendedInpaint(run, edit)) };
}
