import { z } from 'zod';
import { foreignPattern } from './foreignPattern';
import type { TokeniserFiles } from './modelPackage';
import { tr } from '../texts/texts';
import { locale } from '../texts/languages';

const definitionSchema = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string() })).nullish(),
  model: z.looseObject({ type: z.string().nullish(), vocab: z.record(z.string(), z.int()), merges: z.array(z.unknown()) }),
});

/** CLIP's vocabulary: 256 bytes, each within and at the end of a word, a token for every rule, and the start and the end token. */
const tokensWithoutRule = 514;
const [startToken, endToken] = ['<|startoftext|>', '<|endoftext|>'];

/**
 * Why a package's `tokenizer.json` is not to be used, in words; null where it can be, or where there is none.
 * @param isClip whether the family's text encoders are CLIP's, so that more is known of it.
 */
export function unusableTokeniser(files: TokeniserFiles, vocabularySize: number | null, isClip: boolean): string | null {
  return foreignPattern(files.tokenizerJson) ?? (isClip ? strippedTokeniser(files, vocabularySize) : null);
}

/**
 * What is wrong with a CLIP tokeniser's `tokenizer.json`, in words; null where it is whole, or where there is none.
 * Some packages ship one that was stripped of its special tokens or cut: it encodes, but other ids than the model learned.
 * @param vocabularySize that the text encoder's configuration names, or null: CLIP's is 49,408.
 */
export function strippedTokeniser({ tokenizerJson }: TokeniserFiles, vocabularySize: number | null): string | null {
  if (tokenizerJson === null || tokenizerJson === undefined) return null;
  const parsed = definitionSchema.safeParse(tokenizerJson);
  if (!parsed.success) return tr`it has no vocabulary with rules`;
  const { added_tokens: added, model } = parsed.data;
  const ids = new Map([...Object.entries(model.vocab), ...(added ?? []).map((token): [string, number] => [token.content, token.id])]);
  const size = vocabularySize ?? ids.size;
  if (ids.size !== size)
    return tr`it has ${ids.size.toLocaleString(locale())} entries where the text encoder knows ${size.toLocaleString(locale())}`;
  if (ids.get(startToken) !== size - 2 || ids.get(endToken) !== size - 1) return tr`its start and end tokens are not where CLIP has them`;
  const rules = size - tokensWithoutRule;
  return model.merges.length === rules
    ? null
    : tr`it has ${model.merges.length.toLocaleString(locale())} rules where a vocabulary of ${size.toLocaleString(locale())} has ${rules.toLocaleString(locale())}`;
}
