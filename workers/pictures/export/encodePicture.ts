import type { ExportedRun } from '../../protocol/pictures';
import { encodePng, type PngPicture } from '../png/encodePng';
import type { Turn } from '../png/turn';
import { notesToKeep, recipeTexts } from './recipeText';

/**
 * A picture as it is exported: PNG of exactly these bytes, with its colour profile and the notes of its file, and with the recipe
 * unless that is not wanted.
 * @param about the run of the last edit; null to write nothing beside what its colours mean and its resolution
 */
export function encodePicture(
  { notes = null, ...picture }: Omit<PngPicture, 'text'>,
  about: ExportedRun | null,
  turn?: Turn,
): Promise<Uint8Array<ArrayBuffer>> {
  return encodePng({ ...picture, notes: notesToKeep(notes, about), text: about ? recipeTexts(about, notes) : [] }, turn);
}
