import mergesUrl from '../../packages/clip/merges.txt?url';
import vocabularyUrl from '../../packages/clip/vocab.json?url';
import type { TokeniserFiles } from '../../packages/modelPackage';
import { Fault } from '../../protocol/faults';
import { tr } from '../../texts/texts';

let read: Promise<TokeniserFiles> | null = null;

/** CLIP's vocabulary, which ships with the studio, since checkpoints bring none. Read once, from the own origin. */
export function clipVocabulary(): Promise<TokeniserFiles> {
  read ??= fetchVocabulary().catch((thrown: unknown) => {
    read = null;
    throw thrown;
  });
  return read;
}

async function fetchVocabulary(): Promise<TokeniserFiles> {
  const [vocabulary, merges] = await Promise.all([fetchFile(vocabularyUrl), fetchFile(mergesUrl)]);
  return {
    tokenizerJson: null,
    tokenizerConfig: null,
    specialTokens: null,
    vocabulary: (await vocabulary.json()) as Record<string, number>,
    merges: await merges.text(),
  };
}

async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(new URL(url, self.location.href)).catch(() => null);
  if (response?.ok) return response;
  throw new Fault(
    'network',
    tr`The vocabulary of the text encoder could not be fetched.`,
    tr`Check the connection to the studio and try again.`,
  );
}
