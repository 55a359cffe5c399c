import { fillGround, type GroundFilling } from '../maps/fillGround';
import { methods } from '../protocol/methods';
import type { Ground, Recipe } from '../protocol/recipe';
import { sha256Of } from '../protocol/sha256Of';
import { requireSameSize, type AreaFrame } from './areaFrame';
import { cropPicture } from './cropPicture';
import type { FindPixels } from './pixelStore';
import { tr } from '../texts/texts';

/** The frame with the ground that the recipe asks for, and the recipe under the digest of what is shown; both as they are without one. */
export async function onItsGround(recipe: Recipe, frame: AreaFrame, find: FindPixels): Promise<{ recipe: Recipe; frame: AreaFrame }> {
  const { ground, method, source } = recipe;
  if (!ground || methods[method.name].ownLevels) return { recipe, frame };
  const filled = fillGround(frame.source, frame.changeMap, frame.area, fillingOf(ground, recipe, frame, find));
  return { recipe: { ...recipe, source: { ...source, sha256: await sha256Of(filled) } }, frame: { ...frame, source: filled } };
}

function fillingOf(ground: Ground, recipe: Recipe, { area, latentSize }: AreaFrame, find: FindPixels): GroundFilling {
  switch (ground.fill) {
    case 'neighbours':
      return ground;
    case 'noise':
      // A grain as large as a cell of the model outlasts the encoding.
      return { fill: 'noise', seed: recipe.seed, cellPx: Math.max(1, area.width / latentSize.width) };
    case 'colour': {
      const number = Number.parseInt(ground.colour.slice(1), 16);
      return { fill: 'colour', rgb: [number >> 16, (number >> 8) & 255, number & 255] };
    }
    case 'exemplar': {
      const picture = find(ground.picture, 'rgba', tr`the picture that the ground is filled with`);
      requireSameSize(picture, recipe.source, tr`The picture that the ground is filled with`);
      return { fill: 'exemplar', rgba: cropPicture(picture.data, picture, 4, area) };
    }
  }
}
