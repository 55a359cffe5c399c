import type { Conditioning } from '../diffusion/contracts';
import type { Size } from '../protocol/geometry';
import type { Recipe } from '../protocol/recipe';
import type { EncodedPrompt } from '../runtime/text/encodedPrompt';
import type { EditModel } from './editModel';

/** Prompt and negative prompt, encoded together; the negative one only where the guidance is made with it. */
export async function encodeConditioning(
  recipe: Recipe,
  size: Size,
  model: Pick<EditModel, 'guidanceForm' | 'encodeTexts'>,
): Promise<Conditioning<EncodedPrompt>> {
  const form = model.guidanceForm;
  const guided = recipe.guidance > 1 && (form === 'pair' || (form === 'either' && recipe.negativePrompt.trim() !== ''));
  const prompt = { text: recipe.prompt, negative: false };
  const [conditional, unconditional] = await model.encodeTexts(
    guided ? [prompt, { text: recipe.negativePrompt, negative: true }] : [prompt],
    size,
  );
  if (!conditional) throw new Error('The text encoder gave nothing.');
  // Guidance from a prompt to itself leads nowhere: u + g·(c − u) = u. One evaluation then does for the pair.
  const pair = unconditional && !samePrompt(conditional, unconditional) ? unconditional : null;
  return { conditional, unconditional: pair, guidanceScale: recipe.guidance, guidanceRescale: recipe.guidanceRescale };
}

function samePrompt(a: EncodedPrompt, b: EncodedPrompt): boolean {
  const equal = (one: ArrayLike<number> | undefined, other: ArrayLike<number> | undefined): boolean =>
    one === other ||
    (one !== undefined &&
      other !== undefined &&
      one.length === other.length &&
      Array.prototype.every.call(one, (value, i) => value === other[i]));
  return (
    equal(a.hidden.data, b.hidden.data) && equal(a.pooled?.data, b.pooled?.data) && equal(a.timeIds ?? undefined, b.timeIds ?? undefined)
  );
}
