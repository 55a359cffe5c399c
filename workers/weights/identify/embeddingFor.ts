import type { TensorView } from '../../protocol/tensorView';
import { unsupportedFile } from '../checkpointFaults';
import { readHeader } from '../header/readHeader';
import type { StoredTensor } from '../header/readHeader';
import { isFloatType } from '../header/storedTypes';
import type { ByteFile } from '../../protocol/byteFile';
import type { TextPart } from './families';
import { mostVectors } from './openEmbedding';
import { tr } from '../../texts/texts';

/** A textual inversion as one model takes it. */
export interface FittedEmbedding {
  /** The word in prompts. */
  readonly token: string;
  /** [vectors, width] of each text encoder that knows the word. */
  readonly vectors: Readonly<Partial<Record<TextPart, TensorView>>>;
}

/**
 * Finds in a textual inversion's file the vectors for the text encoders of a model.
 * @param widths of these encoders.
 * @throws Fault `checkpoint-unsupported` where none of its vectors has a width that fits.
 */
export async function embeddingFor(file: ByteFile, widths: Readonly<Partial<Record<TextPart, number>>>): Promise<FittedEmbedding> {
  const { tensors } = await readHeader(file);
  const vectors = fittingVectors(tensors, widths);
  if (Object.keys(vectors).length === 0)
    throw unsupportedFile(file.path, tr`is an embedding for other text encoders than this model’s`, tr`Take one for this model’s family.`);
  const stem = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.safetensors$/, '');
  const [only] = tensors.values();
  const isNamed = !['clip_l', 'clip_g', 'emb_params'].some((name) => tensors.has(name));
  return { token: isNamed && only ? only.name : stem, vectors };
}

/** The vectors of a word for text encoders of these widths, [vectors, width] each; none where no width fits. */
export function fittingVectors(
  tensors: ReadonlyMap<string, StoredTensor>,
  widths: Readonly<Partial<Record<TextPart, number>>>,
): Readonly<Partial<Record<TextPart, TensorView>>> {
  const pair = [tensors.get('clip_l'), tensors.get('clip_g')] as const;
  const [only] = tensors.values();
  const found: Partial<Record<TextPart, TensorView>> = {};
  const take = (part: TextPart, tensor: StoredTensor | undefined): void => {
    const view = tensor && vectorsOf(tensor);
    if (view && view.shape[1] === widths[part]) found[part] = view;
  };
  const isPair = pair.some((tensor) => tensor !== undefined);
  take('text_encoder', isPair ? pair[0] : only);
  take('text_encoder_2', isPair ? pair[1] : only);
  return found;
}

function vectorsOf({ file, dtype, shape, offset, sizeBytes }: StoredTensor): TensorView | undefined {
  const width = shape.at(-1) ?? 0;
  const count = shape.length === 1 ? 1 : (shape[0] ?? 0);
  return isFloatType(dtype) && shape.length <= 2 && count > 0 && count <= mostVectors
    ? { file, dtype, shape: [count, width], offset, sizeBytes }
    : undefined;
}
