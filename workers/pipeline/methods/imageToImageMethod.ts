import { imageToImage } from '../../diffusion/methods/imageToImage';
import { latentsName } from '../runNames';
import type { MethodGround, PreparedMethod } from './preparedMethod';

/** SDEdit of the whole area; the change map only says where the result is pasted, so repainting it costs nothing. */
export function imageToImageMethod({ recipe, frame }: MethodGround): PreparedMethod {
  return { changeMap: frame.changeMap, run: (run, tools) => tools.finished(latentsName(recipe), () => imageToImage(run)) };
}
