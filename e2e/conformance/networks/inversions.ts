import { createTokeniser } from '../../../workers/packages/tokeniser';
import { numberTokens } from '../../../workers/packages/tokeniser/addedTokens';
import type { Tensor } from '../../../workers/protocol/tensor';
import type { TensorView } from '../../../workers/protocol/tensorView';
import { embeddingFor } from '../../../workers/weights/identify/embeddingFor';
import type { CheckpointParts } from '../../../workers/weights/identify/parts';
import { Fault } from '../../../workers/protocol/faults';
import { clipVocabulary } from '../../node-runtime/clipVocabulary';
import type { Case } from '../caseFile';
import { byteFile } from '../files/folderFiles';
import { need } from '../readCase';

/** A case's text as ids with its textual inversions among them, and their vectors. */
export interface Inverted {
  readonly ids: Tensor;
  readonly vectors: readonly TensorView[];
}

/** Null where the case has no text of its own. */
export async function invertedText(given: Case, folder: string, { textEncoder, textEncoder2 }: CheckpointParts): Promise<Inverted | null> {
  if (!given.embeddings) return null;
  const part = need(given, 'part') === 'text_encoder_2' ? 'text_encoder_2' : 'text_encoder';
  const network = (part === 'text_encoder_2' ? textEncoder2 : textEncoder)?.network;
  if (!network) throw new Fault('unexpected', `What was opened has no “${part}”.`);
  const widths = {
    ...(textEncoder && { text_encoder: textEncoder.network.width }),
    ...(textEncoder2 && { text_encoder_2: textEncoder2.network.width }),
  };
  const words: { token: string; vectors: number }[] = [];
  const vectors: TensorView[] = [];
  for (const { file, token } of given.embeddings) {
    const found = await embeddingFor(await byteFile(folder, file), widths);
    if (found.token !== token) throw new Fault('unexpected', `“${file}” is called “${found.token}” instead of “${token}”.`);
    const own = found.vectors[part];
    if (!own) continue;
    vectors.push(own);
    words.push({ token, vectors: own.shape[0] ?? 1 });
  }
  // CLIP-L is padded with its end token, the larger encoders with the token of id 0.
  const plain = createTokeniser(await clipVocabulary(), network.positions, network.activation === 'quick_gelu' ? 'end' : 'zero');
  const ids = plain.withTokens(numberTokens(words, network.vocabulary)).encodePadded(need(given, 'text'));
  return { ids: { data: Float32Array.from(ids), shape: [1, ids.length] }, vectors };
}
