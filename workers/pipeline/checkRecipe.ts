import { firstKept } from '../diffusion/denoisingRun';
import { Fault } from '../protocol/faults';
import { recipeSchema, type MethodSettings, type Recipe } from '../protocol/recipe';

/**
 * A recipe from outside (a message, a file, a picture's metadata), checked.
 * Throws Faults: `bad-recipe` naming the field, `no-step-left` where the strength leaves nothing to run, for the methods that
 * it cuts.
 */
export function checkRecipe(value: unknown): Recipe {
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const what = issue ? `${issue.path.join('.') || 'as a whole'}: ${issue.message}` : 'it has an unknown form';
    throw new Fault('bad-recipe', `The recipe of this edit cannot be used (${what}).`, 'Change that setting, or start from a fresh edit.', { cause: parsed.error });
  }
  const { method, steps, strength } = parsed.data;
  if (!goesByLevels(method)) firstKept(steps, strength);
  return parsed.data;
}

/** Whether a method runs the levels of an inversion, and so takes no notice of the global strength. */
export function goesByLevels({ name }: MethodSettings): boolean {
  return name === 'automatic-map' || name === 'guided-optimisation';
}
