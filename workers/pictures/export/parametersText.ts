import type { Recipe } from '../../protocol/recipe';
import { samplerName } from '../metadata/samplerNames';

/** A value as the readers of this convention expect it: quoted as JSON where it holds a comma, colon or line break. */
const quoted = (value: string): string => (/[,:"\n]/.test(value) ? JSON.stringify(value) : value);

/** A LoRA as it stands in a prompt. Its name may hold nothing that ends the tag. */
const tag = ({ name, strength }: Recipe['loras'][number]): string => `<lora:${name.replaceAll(/[<>:]/g, ' ')}:${strength}>`;

/**
 * The recipe in the de-facto convention that most tools and sharing sites read under the keyword `parameters`:
 * the prompt with its LoRAs as tags, a line "Negative prompt: …", a last line of "Key: value" pairs.
 * @param scheduler the class that ran where the recipe names none; null where that is not known
 */
export function parametersText(recipe: Recipe, scheduler: string | null = null): string {
  const lines = [[recipe.prompt, ...recipe.loras.map(tag)].join(' ').trim()];
  if (recipe.negativePrompt !== '') lines.push(`Negative prompt: ${recipe.negativePrompt}`);
  const ran = recipe.scheduler ?? scheduler;
  const pairs: readonly (readonly [string, string])[] = [
    ['Steps', String(recipe.steps)],
    ...(ran === null ? [] : [['Sampler', samplerName(ran)] as const]),
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
