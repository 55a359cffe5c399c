import { differential } from '../../diffusion/methods/differential';
import { toLatents } from '../../maps/toLatents';
import type { MethodSettings } from '../../protocol/recipe';
import type { MethodGround, PreparedMethod } from './preparedMethod';

/** Differential Diffusion over the scene's change map. */
export function differentialMethod({
  recipe,
  settings,
  frame,
}: MethodGround<Extract<MethodSettings, { name: 'differential' }>>): PreparedMethod {
  const preserve = toLatents(frame.changeMap, frame.area, frame.latentSize, recipe.mapReduction);
  return {
    changeMap: frame.changeMap,
    async run(run, tools) {
      const result = await differential(run, {
        preserve,
        curve: recipe.thresholdCurve,
        futureHinting: settings.futureHinting,
        previous: tools.previous(0),
        everyStep: false,
      });
      tools.keep(0, result.trajectory);
      return result;
    },
  };
}
