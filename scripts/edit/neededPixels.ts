import type { PixelBlob } from '../../workers/protocol/engine';
import type { PixelsRef, Recipe } from '../../workers/protocol/recipe';

/** Pixels that a recipe cannot be run without, and what they are for, as sentences call it. */
export interface NeededPixels {
  readonly ref: PixelsRef;
  readonly kind: PixelBlob['kind'];
  readonly what: string;
}

/** Everything that must lie in the folder of blobs, in the order in which the recipe names it. */
export function neededPixels(recipe: Recipe): readonly NeededPixels[] {
  const needed: NeededPixels[] = [
    { ref: recipe.source, kind: 'rgba', what: 'the picture' },
    { ref: recipe.changeMap, kind: 'grey', what: 'the change map' },
  ];
  if (recipe.method.name === 'exemplar-blend') {
    recipe.method.exemplars.forEach(({ picture, changeMap, hold }, i) => {
      needed.push({ ref: picture, kind: 'rgba', what: `the picture of exemplar ${i + 1}` });
      needed.push({ ref: changeMap, kind: 'grey', what: `the change map of exemplar ${i + 1}` });
      if (hold) needed.push({ ref: hold, kind: 'grey', what: `the hold map of exemplar ${i + 1}` });
    });
  }
  if (recipe.method.name === 'guided-optimisation') {
    recipe.method.layoutMask?.guides.forEach(({ picture }, i) =>
      needed.push({ ref: picture, kind: 'rgba', what: `the picture of the present layout’s guide ${i + 1}` }),
    );
  }
  if (recipe.ground?.fill === 'exemplar')
    needed.push({ ref: recipe.ground.picture, kind: 'rgba', what: 'the picture that the ground is filled with' });
  recipe.guides.forEach(({ picture }, i) => needed.push({ ref: picture, kind: 'rgba', what: `the picture of guide ${i + 1}` }));
  return needed;
}
