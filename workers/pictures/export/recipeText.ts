import { recipeSchema, type Recipe } from '../../protocol/recipe';
import { keywordOf, maximumNotesBytes, notesOf } from '../png/keptNotes';
import { readPngText, textOf } from '../png/textChunk';
import type { PngText } from '../png/encodePng';
import { parametersText } from './parametersText';
import { sourceTypeXmp, withSourceType, xmpKeyword } from './sourceTypeXmp';

/** Keyword under which a picture carries its whole recipe. */
export const recipeKeyword = 'sfumato';

/** What XMP the notes of a picture hold, or null. Editors write their whole history into it: it may be as long as all notes may. */
function xmpIn(notes: Uint8Array | null): string | null {
  const note = notesOf(notes).find((one) => keywordOf(one) === xmpKeyword);
  return note ? textOf(note, xmpKeyword.length, maximumNotesBytes) : null;
}

/**
 * Everything that is written beside an edited picture: for other tools, for us, and that a model had a part in it. No names, no paths.
 * @param notes of the file that the picture came from: its own XMP is kept, with that mark put in
 */
export function recipeTexts(recipe: Recipe, notes: Uint8Array | null = null): PngText[] {
  const foreign = xmpIn(notes);
  return [
    { keyword: 'parameters', text: parametersText(recipe) },
    { keyword: recipeKeyword, text: JSON.stringify(recipe) },
    { keyword: xmpKeyword, text: (foreign === null ? null : withSourceType(foreign)) ?? sourceTypeXmp, international: true },
  ];
}

/**
 * The recipe that a PNG carries, or null where it carries none that this version understands. It is data from outside: capped
 * in size and validated, never run by itself.
 * @throws Fault 'bad-picture' where the file is not a whole PNG
 */
export async function readRecipe(bytes: Uint8Array): Promise<Recipe | null> {
  const text = await readPngText(bytes, recipeKeyword);
  if (text === null) return null;
  try {
    const parsed = recipeSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
