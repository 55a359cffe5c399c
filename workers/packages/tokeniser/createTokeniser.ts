import { Tokenizer } from '@huggingface/tokenizers';
import { foreignPattern } from '../foreignPattern';
import type { TokeniserFiles } from '../modelPackage';
import { Fault } from '../../protocol/faults';
import { clipDefinition, mergeRules } from './clipDefinition';
import { unplainPattern } from './plainPatterns';
import { readSpecialTokens } from './specialTokens';
import type { SpecialTokens } from './specialTokens';
import { Tokeniser } from './tokeniser';
import { tr } from '../../texts/texts';

/** What fills a text up: the end token, the token of id 0 ("!" in CLIP's vocabulary), or what the tokeniser's files say. */
export type Padding = 'end' | 'zero' | 'files';

/** Every CLIP vocabulary has these words' letters; a tokeniser that cannot encode them is broken. */
const probe = 'a photo of a house, 1';

/**
 * Makes a tokeniser from a package's files: from `tokenizer.json` where that is whole, else from `vocab.json` and
 * `merges.txt` (some packages ship a stripped `tokenizer.json` without special tokens, which would encode wrongly).
 * @param maximumTokens positions of the text encoder, start and end token included, at least 3.
 * @param padding what the model was trained with, where that is known better than by its files.
 * @throws Fault `package-invalid` saying what is missing or wrong.
 */
export function createTokeniser(files: TokeniserFiles, maximumTokens: number, padding: Padding = 'files'): Tokeniser {
  if (!Number.isInteger(maximumTokens) || maximumTokens < 3) throw invalid(tr`the text encoder has ${maximumTokens} positions`);
  const special = readSpecialTokens(files.specialTokens, files.tokenizerConfig);
  const { tokenizerJson, tokenizerConfig, vocabulary, merges } = files;
  const canRebuild = vocabulary !== null && merges !== null;
  if (tokenizerJson !== null && tokenizerJson !== undefined) {
    try {
      const foreign = foreignPattern(tokenizerJson);
      if (foreign !== null) throw invalid(tr`in tokenizer.json, ${foreign}, which is not run since it might never end`);
      return build(tokenizerJson, tokenizerConfig ?? {}, special, maximumTokens, padding);
    } catch (thrown) {
      if (!canRebuild) throw thrown instanceof Fault ? thrown : invalid(tr`tokenizer.json cannot be read`, thrown);
    }
  }
  if (!canRebuild) throw invalid(tr`it has neither a usable tokenizer.json nor vocab.json with merges.txt`);
  return build(definition(vocabulary, merges, special), {}, special, maximumTokens, padding);
}

function definition(vocabulary: Readonly<Record<string, number>>, merges: string, special: SpecialTokens): object {
  for (const token of Object.values(special) as string[]) {
    if (!Object.hasOwn(vocabulary, token)) throw invalid(tr`vocab.json has no token “${token}”`);
  }
  const rules = mergeRules(merges);
  const broken = rules.find((rule) => rule.split(' ').length !== 2 || !Object.hasOwn(vocabulary, rule.replace(' ', '')));
  if (broken !== undefined) throw invalid(tr`merges.txt has the rule “${broken}”, whose result vocab.json does not have`);
  return clipDefinition(vocabulary, merges, special.unknown, [special.start, special.end]);
}

function build(
  tokenizerJson: object,
  tokenizerConfig: unknown,
  special: SpecialTokens,
  maximumTokens: number,
  padding: Padding,
): Tokeniser {
  if (unplainPattern(tokenizerJson) !== null) throw invalid(tr`its tokenizer.json cuts texts by a pattern that could take for ever`);
  const tokenizer = new Tokenizer(tokenizerJson, tokenizerConfig as object);
  const idOf = (token: string): number => {
    const id = tokenizer.token_to_id(token);
    if (id === undefined) throw invalid(tr`its vocabulary has no token “${token}”`);
    return id;
  };
  const [start, end] = [idOf(special.start), idOf(special.end)];
  const ids = { start, end, pad: padding === 'end' ? end : padding === 'zero' ? 0 : idOf(special.pad) };
  const encoded = tokenizer.encode(probe, { add_special_tokens: false }).ids;
  if (encoded.length === 0 || encoded.some((id) => !Number.isInteger(id) || id < 0)) throw invalid(tr`it cannot encode plain words`);
  return new Tokeniser(tokenizer, ids, maximumTokens);
}

function invalid(what: string, cause?: unknown): Fault {
  return new Fault(
    'package-invalid',
    tr`The package’s tokeniser cannot be used: ${what}.`,
    tr`Load the package again, or choose another one.`,
    { cause },
  );
}
