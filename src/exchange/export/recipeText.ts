import { recipeSchema, type Recipe } from '../../../workers/protocol/recipe';
import { readPngText } from '../png/textChunk';
import { parametersText } from './parametersText';
import { sourceTypeXmp, xmpKeyword } from './sourceTypeXmp';

/** Keyword under which a picture carries its whole recipe. */
export const recipeKeyword = 'sfumato';

/** Everything that is written beside an edited picture: for other tools, for us, and that a model had a part in it. No names, no paths. */
export function recipeTexts(recipe: Recipe): Record<string, string> {
  return { parameters: parametersText(recipe), [recipeKeyword]: JSON.stringify(recipe), [xmpKeyword]: sourceTypeXmp };
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
