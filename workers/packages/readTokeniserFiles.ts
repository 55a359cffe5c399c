import { z } from 'zod';
import type { TokeniserFiles } from './modelPackage';
import { parseJson } from './parseJson';

const anyObject = z.looseObject({});
const vocabularySchema = z.record(z.string(), z.int().min(0));

/** The files of one tokeniser, by folder. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/** Reads what a tokeniser's folder has; every file may be absent. @param folder with a slash at its end, or empty. */
export async function readTokeniserFiles(readFile: ReadFile, folder: string): Promise<TokeniserFiles> {
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T | null> => {
    const bytes = await readFile(folder + name);
    return bytes && parseJson(bytes, folder + name, schema);
  };
  const merges = await readFile(`${folder}merges.txt`);
  return {
    tokenizerJson: await read('tokenizer.json', anyObject),
    tokenizerConfig: await read('tokenizer_config.json', anyObject),
    specialTokens: await read('special_tokens_map.json', anyObject),
    vocabulary: await read('vocab.json', vocabularySchema),
    merges: merges && new TextDecoder().decode(merges),
  };
}

/** Which of the files that a tokeniser cannot do without is missing; null where it is complete. */
export function missingTokeniserFile({ tokenizerJson, vocabulary, merges }: TokeniserFiles): string | null {
  if (tokenizerJson) return null;
  return vocabulary === null ? 'vocab.json' : merges === null ? 'merges.txt' : null;
}
