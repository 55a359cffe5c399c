import { checkRecipe } from '../../workers/pipeline/checkRecipe';
import { Fault } from '../../workers/protocol/faults';
import type { Recipe } from '../../workers/protocol/recipe';
import { readIfThere } from './files';

/** A recipe from a JSON file, checked. Throws Faults `bad-recipe` and `no-step-left`. */
export async function readRecipeFile(path: string): Promise<Recipe> {
  const bytes = await readIfThere(path);
  if (!bytes) throw new Fault('bad-recipe', `There is no recipe at ${path}.`, 'npm run edit -- --init FOLDER makes one to begin with.');
  return checkRecipe(parse(bytes, path));
}

function parse(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw new Fault(
      'bad-recipe',
      `${path} is not JSON: ${thrown instanceof Error ? thrown.message : 'it cannot be read'}.`,
      'Choose the recipe itself; a picture that carries one is opened in the studio.',
      { cause: thrown },
    );
  }
}
