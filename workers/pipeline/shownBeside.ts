import { toLatents } from '../maps/toLatents';
import type { Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { Concatenated } from '../runtime/unet/concatenated';
import type { AreaFrame } from './areaFrame';
import type { EditModel } from './editModel';
import { toModelPicture } from './modelPicture';
import type { RunMemory } from './runMemory';
import { encodingName, maskName } from './runNames';
import { tr } from '../texts/texts';

/** What a special UNet is shown at every step, and the name by which what it predicts is kept apart. */
export interface ShownBeside {
  readonly concatenated: Concatenated;
  readonly name: string;
}

interface Ground {
  readonly recipe: Recipe;
  readonly frame: AreaFrame;
  /** Change map of the area: the maximum over all that take part. */
  readonly changeMap: Uint8Array;
  /** Clean latents of the source. */
  readonly source: Tensor;
  readonly model: Pick<EditModel, 'takesBeside' | 'withoutScale' | 'encodePicture'>;
  readonly memory: RunMemory;
}

/**
 * An inpainting UNet is shown the mask of all cells that may change (1 = may change) and the latents of the picture with these
 * cells blotted out in mid-grey; one for edits by instruction the picture's latents without the UNet's scale. Null for a plain one.
 */
export async function shownBeside({ recipe, frame, changeMap, source, model, memory }: Ground): Promise<ShownBeside | null> {
  if (model.takesBeside === 'nothing') return null;
  if (model.takesBeside === 'picture') {
    const { imageGuidance } = recipe;
    return { concatenated: { channels: model.withoutScale(source), imageGuidance }, name: `picture ${imageGuidance}` };
  }
  const mask = toLatents(changeMap, frame.area, frame.latentSize, 'maximum').map((preserve) => (preserve < 1 ? 1 : 0));
  const name = maskName(mask);
  const masked = await memory.encodings.getOrMake(
    tr`${encodingName(recipe, [recipe.source.sha256])} without ${name}`,
    () => model.encodePicture(blotOut(toModelPicture(frame.source, frame.area, frame.modelSize), mask, frame)),
    (latents) => latents.data.byteLength,
  );
  const [, channels = 0, ...sides] = masked.shape;
  const data = new Float32Array(mask.length + masked.data.length);
  data.set(mask);
  data.set(masked.data, mask.length);
  return { concatenated: { channels: { data, shape: [1, channels + 1, ...sides] }, imageGuidance: null }, name: `mask ${name}` };
}

/** The picture (1, 3, height, width) with the cells of the mask at 0, the middle of −1…1. */
function blotOut(picture: Tensor, mask: Float32Array, { modelSize, latentSize }: Pick<AreaFrame, 'modelSize' | 'latentSize'>): Tensor {
  const { width, height } = modelSize;
  const cellPx = width / latentSize.width;
  const data = picture.data.map((value, i) => {
    const x = i % width;
    const y = Math.floor(i / width) % height;
    return mask[Math.floor(y / cellPx) * latentSize.width + Math.floor(x / cellPx)] ? 0 : value;
  });
  return { data, shape: picture.shape };
}
