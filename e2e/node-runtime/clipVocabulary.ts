import { readFile } from 'node:fs/promises';
import type { TokeniserFiles } from '../../workers/packages/modelPackage';

/** CLIP's vocabulary as it lies beside the code that ships it. */
export async function clipVocabulary(): Promise<TokeniserFiles> {
  const read = (name: string): Promise<string> => readFile(new URL(`../../workers/packages/clip/${name}`, import.meta.url), 'utf8');
  return {
    tokenizerJson: null,
    tokenizerConfig: null,
    specialTokens: null,
    vocabulary: JSON.parse(await read('vocab.json')) as Record<string, number>,
    merges: await read('merges.txt'),
  };
}
