import { Fault } from '../protocol/faults';
import { recipeSchema, type Recipe } from '../protocol/recipe';
import { tr } from '../texts/texts';

/**
 * A recipe from outside (a message, a file, a picture's metadata), checked.
 * Throws Fault `bad-recipe` naming the field.
 */
export function checkRecipe(value: unknown): Recipe {
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const what = issue ? `${issue.path.join('.') || tr`as a whole`}: ${issue.message}` : tr`it has an unknown form`;
    throw new Fault(
      'bad-recipe',
      tr`The recipe of this edit cannot be used (${what}).`,
      tr`Change that setting, or start from a fresh edit.`,
      {
        cause: parsed.error,
      },
    );
  }
  return parsed.data;
}
