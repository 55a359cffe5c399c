import { Fault } from '../../protocol/faults';
import type { Recipe } from '../../protocol/recipe';
import type { AreaFrame } from '../areaFrame';
import type { FindPixels } from '../pixelStore';
import { automaticMapMethod } from './automaticMapMethod';
import { blendedInpaintMethod } from './blendedInpaintMethod';
import { differentialMethod } from './differentialMethod';
import { exemplarBlendMethod } from './exemplarBlendMethod';
import { guidedOptimisationMethod } from './guidedOptimisationMethod';
import { imageToImageMethod } from './imageToImageMethod';
import type { PreparedMethod } from './preparedMethod';
import { tr } from '../../texts/texts';

/**
 * Makes the recipe's method ready. Throws Faults before any network is run: for maps and exemplars that are missing or of
 * another size, and `nothing-to-change` where no map leaves anything to do.
 */
export function prepareMethod(recipe: Recipe, frame: AreaFrame, find: FindPixels): PreparedMethod {
  const prepared = dispatch(recipe, frame, find);
  if (prepared.changeMap.some((value) => value > 0)) return prepared;
  throw new Fault(
    'nothing-to-change',
    tr`The change map is black everywhere in the generation area: nothing may change.`,
    tr`Paint where the picture may change, or change everything.`,
  );
}

function dispatch(recipe: Recipe, frame: AreaFrame, find: FindPixels): PreparedMethod {
  const ground = { recipe, frame, find };
  const settings = recipe.method;
  switch (settings.name) {
    case 'differential':
      return differentialMethod({ ...ground, settings });
    case 'image-to-image':
      return imageToImageMethod({ ...ground, settings });
    case 'blended-inpaint':
      return blendedInpaintMethod({ ...ground, settings });
    case 'exemplar-blend':
      return exemplarBlendMethod({ ...ground, settings });
    case 'automatic-map':
      return automaticMapMethod({ ...ground, settings });
    case 'guided-optimisation':
      return guidedOptimisationMethod({ ...ground, settings });
  }
}
