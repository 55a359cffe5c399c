import type { TensorView } from '../../protocol/tensorView';
import { unsupportedFile } from '../checkpointFaults';
import { readHeader } from '../header/readHeader';
import type { StoredTensor } from '../header/readHeader';
import { isFloatType } from '../header/storedTypes';
import type { ByteFile } from '../../protocol/byteFile';
import type { TextPart } from './families';

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
  const stem = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.safetensors$/, '');
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
  if (Object.keys(found).length === 0)
    throw unsupportedFile(file.path, 'is an embedding for other text encoders than this model’s', 'Take one for this model’s family.');
  const isNamed = !isPair && !tensors.has('emb_params');
  return { token: isNamed && only ? only.name : stem, vectors: found };
}

function vectorsOf({ file, dtype, shape, offset, sizeBytes }: StoredTensor): TensorView | undefined {
  const width = shape.at(-1) ?? 0;
  const count = shape.length === 1 ? 1 : (shape[0] ?? 0);
  return isFloatType(dtype) && shape.length <= 2 && count > 0 ? { file, dtype, shape: [count, width], offset, sizeBytes } : undefined;
}
