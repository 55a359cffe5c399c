import type { StoredTensor } from '../header/readHeader';

/** A textual inversion that comes inside a LoRA's file: `bundle_emb.WORD.clip_g`, or `bundle_emb.WORD.string_to_param.*`. */
const bundled = /^bundle_emb\.([^.]{1,100})\.(?:string_to_param\.)?(.+)$/;

/** Whether a key of a LoRA's file is one of an embedding's that comes with it. */
export const isBundled = (key: string): boolean => bundled.test(key);

/** The embeddings inside a LoRA's file: by their words the tensors of each, under the names that files of their own would give them. */
export function bundledEmbeddings(tensors: ReadonlyMap<string, StoredTensor>): ReadonlyMap<string, ReadonlyMap<string, StoredTensor>> {
  const found = new Map<string, Map<string, StoredTensor>>();
  for (const [key, tensor] of tensors) {
    const [, word, name] = bundled.exec(key) ?? [];
    if (word === undefined || name === undefined) continue;
    found.set(word, (found.get(word) ?? new Map<string, StoredTensor>()).set(name, tensor));
  }
  return found;
}
