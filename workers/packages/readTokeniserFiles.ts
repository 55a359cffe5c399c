import { z } from 'zod';
import type { FileSource } from './fileSource';
import { readIfThere } from './manifest';
import type { TokeniserFiles } from './modelPackage';
import { missingFile } from './packageFaults';
import { parseJson } from './parseJson';

const anyObject = z.looseObject({});
const vocabularySchema = z.record(z.string(), z.int().min(0));

/** Reads what the tokeniser folder has: `tokenizer.json`, or `vocab.json` with `merges.txt`, or both. */
export async function readTokeniserFiles(files: FileSource): Promise<TokeniserFiles> {
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T | null> => {
    const bytes = await readIfThere(files, `tokenizer/${name}`);
    return bytes && parseJson(bytes, `tokenizer/${name}`, schema);
  };
  const merges = await readIfThere(files, 'tokenizer/merges.txt');
  const found: TokeniserFiles = {
    tokenizerJson: await read('tokenizer.json', anyObject),
    tokenizerConfig: await read('tokenizer_config.json', anyObject),
    specialTokens: await read('special_tokens_map.json', anyObject),
    vocabulary: await read('vocab.json', vocabularySchema),
    merges: merges && new TextDecoder().decode(merges),
  };
  if (!found.tokenizerJson && !found.vocabulary) throw missingFile('tokenizer/vocab.json', files.label);
  if (!found.tokenizerJson && found.merges === null) throw missingFile('tokenizer/merges.txt', files.label);
  return found;
}
