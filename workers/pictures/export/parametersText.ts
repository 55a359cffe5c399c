import type { Recipe } from '../../protocol/recipe';

/** A value as the readers of this convention expect it: quoted as JSON where it holds a comma, colon, quote or line break. */
const quoted = (value: string): string => (/[,:"\n]/.test(value) ? JSON.stringify(value) : value);

/**
 * The recipe in the de-facto convention that most tools and sharing sites read under the keyword `parameters`:
 * the prompt, a line "Negative prompt: …", a last line of "Key: value" pairs.
 */
export function parametersText(recipe: Recipe): string {
  const lines = [recipe.prompt];
  if (recipe.negativePrompt !== '') lines.push(`Negative prompt: ${recipe.negativePrompt}`);
  const pairs: readonly (readonly [string, string])[] = [
    ['Steps', String(recipe.steps)],
    ['Sampler', recipe.scheduler ?? 'package default'],
    ['CFG scale', String(recipe.guidance)],
    ['Seed', String(recipe.seed)],
    ['Size', `${recipe.area.modelWidth}x${recipe.area.modelHeight}`],
    ['Model', recipe.package.id],
    ['Denoising strength', String(recipe.strength)],
    ['Method', recipe.method.name],
    ['Version', 'Sfumato'],
  ];
  lines.push(pairs.map(([key, value]) => `${key}: ${quoted(value)}`).join(', '));
  return lines.join('\n');
}
