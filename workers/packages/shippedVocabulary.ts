import type { TextEncoderConfig } from './configs';
import type { ModelFamily } from './modelPackage';

/** Entries of CLIP's vocabulary, which all known families share and the studio ships. */
const clipEntries = 49_408;

/** Whether a text encoder without a tokeniser is served by the studio's own vocabulary. */
export function takesShippedVocabulary(family: ModelFamily, config: TextEncoderConfig | null): boolean {
  return family !== 'other' && (config?.vocab_size ?? clipEntries) === clipEntries;
}
