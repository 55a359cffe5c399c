import type { Recipe } from '../../protocol/recipe';
import { encodePng, type PngPicture } from '../png/encodePng';
import type { Turn } from '../png/turn';
import { recipeTexts } from './recipeText';

/**
 * A picture as it is exported: PNG of exactly these bytes, with its colour profile and the notes of its file, and with the recipe
 * unless that is not wanted.
 * @param recipe the recipe of the last edit, or null to write nothing of it
 */
export function encodePicture(picture: Omit<PngPicture, 'text'>, recipe: Recipe | null, turn?: Turn): Promise<Uint8Array<ArrayBuffer>> {
  return encodePng(recipe === null ? picture : { ...picture, text: recipeTexts(recipe, picture.notes) }, turn);
}
