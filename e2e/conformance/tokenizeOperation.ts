import { readFileSync } from 'node:fs';
import { Fault } from '../../workers/protocol/faults';
import { createTokeniser } from '../../workers/packages/tokeniser';
import type { Tokeniser } from '../../workers/packages/tokeniser';
import type { Case } from './caseFile';
import type { Computed } from './compare';
import { cleanText } from './publishedCleaning';
import { need } from './readCase';

const maximumTokens = 77;
const vocabularies = new Map<string, Tokeniser>();

/** `tokenize`: start, ids, end, at most 77, not padded; the text cleaned beforehand as the cases’ origin does. */
export function tokenize(given: Case): Computed {
  return { values: tokeniserOf(need(given, 'vocabulary')).encode(cleanText(need(given, 'text'))) };
}

function tokeniserOf(vocabulary: string): Tokeniser {
  if (vocabulary !== 'clip') throw new Fault('bad-recipe', `The vocabulary “${vocabulary}” is not known.`);
  const known = vocabularies.get(vocabulary);
  if (known) return known;
  const read = (name: string) => readFileSync(new URL(`../../workers/packages/${vocabulary}/${name}`, import.meta.url), 'utf8');
  const tokeniser = createTokeniser(
    {
      tokenizerJson: null,
      tokenizerConfig: null,
      specialTokens: null,
      vocabulary: JSON.parse(read('vocab.json')) as Record<string, number>,
      merges: read('merges.txt'),
    },
    maximumTokens,
  );
  vocabularies.set(vocabulary, tokeniser);
  return tokeniser;
}
