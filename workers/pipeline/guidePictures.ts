import type { Guide, Recipe } from '../protocol/recipe';
import type { Tensor } from '../protocol/tensor';
import type { RunGuide } from '../runtime/guides/runGuides';
import { requireSameSize, type AreaFrame } from './areaFrame';
import { cropPicture } from './cropPicture';
import type { FindPixels } from './pixelStore';
import { resample } from '../maps/resample';
import { tr } from '../texts/texts';

/**
 * Guides as the networks take them: cropped and scaled like the source. Throws Faults before any network is run:
 * `missing-blob`, `bad-picture`, `bad-map` where a picture is not over the scene.
 * @param name how a guide is called in sentences; its number follows.
 */
export function guidePictures(
  recipe: Recipe,
  frame: AreaFrame,
  find: FindPixels,
  guides: readonly Guide[] = recipe.guides,
  name = 'guide',
): readonly RunGuide[] {
  return guides.map((guide, i) => ({
    controlNet: guide.controlNet,
    picture: guidePicture(recipe, guide, `${name} ${i + 1}`, frame, find),
    weight: guide.weight,
    start: guide.start,
    end: guide.end,
  }));
}

/** (1, 3, height, width) in 0…1. Where a guide is transparent it says nothing, which ControlNets know as black. */
function guidePicture(recipe: Recipe, guide: Guide, name: string, { area, modelSize }: AreaFrame, find: FindPixels): Tensor {
  const picture = find(guide.picture, 'rgba', tr`the picture of ${name}`);
  requireSameSize(picture, recipe.source, tr`The picture of ${name}`);
  const rgba = cropPicture(picture.data, picture, 4, area);
  const pixels = area.width * area.height;
  const planes = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < pixels; i++)
      planes[channel * pixels + i] = ((rgba[i * 4 + channel] as number) * (rgba[i * 4 + 3] as number)) / (255 * 255);
  }
  // Scaling up by a cubic reaches a little beyond the range.
  const data = resample(planes, 3, area, modelSize).map((value) => Math.min(1, Math.max(0, value)));
  return { data, shape: [1, 3, modelSize.height, modelSize.width] };
}
