import { imageToImage } from '../../diffusion/methods/imageToImage';
import type { MethodGround, PreparedMethod } from './preparedMethod';

/** SDEdit of the whole area; the change map only says where the result is pasted. */
export function imageToImageMethod({ frame }: MethodGround): PreparedMethod {
  return { changeMap: frame.changeMap, run: (run) => imageToImage(run) };
}
