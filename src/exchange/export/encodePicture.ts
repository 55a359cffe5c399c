import type { Recipe } from '../../../workers/protocol/recipe';
import { encodePng, type PngPicture } from '../png/encodePng';
import { recipeTexts } from './recipeText';

/**
 * A picture as it is exported: PNG of exactly these bytes, with its colour profile, and with the recipe unless that is not wanted.
 * @param recipe the recipe of the last edit, or null to write no metadata
 */
export function encodePicture(picture: Omit<PngPicture, 'text'>, recipe: Recipe | null): Promise<Uint8Array<ArrayBuffer>> {
  return encodePng(recipe === null ? picture : { ...picture, text: recipeTexts(recipe) });
}
