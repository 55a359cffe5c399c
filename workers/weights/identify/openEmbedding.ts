import type { TensorView } from '../../protocol/tensorView';
import { unsupportedFile } from '../checkpointFaults';
import type { SafetensorsHeader, StoredTensor } from '../header/readHeader';
import { isFloatType } from '../header/storedTypes';
import type { TextPart, WeightsFamily } from './families';
import { tr } from '../../texts/texts';

/** A textual inversion: vectors that stand for a word in the text encoders of a family. */
export interface OpenedEmbedding {
  readonly kind: 'embedding';
  readonly family: WeightsFamily;
  /** How many ids in a row the word becomes. */
  readonly vectors: number;
  /** The word in prompts. */
  readonly token: string;
  /** [vectors, width] each, or [width] for a single one; a text encoder without a tensor leaves the word out. */
  readonly tensors: Readonly<Partial<Record<TextPart, TensorView>>>;
  readonly chosen: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

const familyOfWidth: ReadonlyMap<number, readonly [WeightsFamily, TextPart]> = new Map([
  [768, ['sd1', 'text_encoder']],
  [1024, ['sd2', 'text_encoder']],
  [1280, ['sdxl', 'text_encoder_2']],
]);
/** More than a window of a prompt holds is no word. */
export const mostVectors = 75;
const mostTensors = 8;

/**
 * Reads a file as a textual inversion; null where it is none.
 * @param stem the file's name without its ending, which is the word where the file does not say it
 */
export function openEmbedding({ file, tensors, metadata }: SafetensorsHeader, stem: string): OpenedEmbedding | null {
  if (tensors.size === 0 || tensors.size > mostTensors) return null;
  const of = (found: Partial<Record<TextPart, StoredTensor>>, family: WeightsFamily, token: string): OpenedEmbedding => {
    const counts = [...new Set(Object.values(found).map((tensor) => vectorsOf(tensor)))];
    const [vectors = 0] = counts;
    if (counts.length !== 1 || vectors < 1 || vectors > mostVectors)
      throw unsupportedFile(file, tr`is an embedding whose encoders have different numbers of vectors`, tr`Take another copy of it.`);
    const views = Object.fromEntries(Object.entries(found).map(([part, tensor]) => [part, viewOf(tensor)]));
    return { kind: 'embedding', family, vectors, token, tensors: views, chosen: [file], metadata };
  };
  const [first, second] = [tensors.get('clip_l'), tensors.get('clip_g')];
  if (first ?? second) return of({ ...(first && { text_encoder: first }), ...(second && { text_encoder_2: second }) }, 'sdxl', stem);
  const own = tensors.get('emb_params') ?? [...tensors.values()].find(({ name }) => name.startsWith('string_to_param.'));
  const [only] = tensors.values();
  const tensor = own ?? (tensors.size === 1 ? only : undefined);
  const known = tensor && isVectors(tensor) ? familyOfWidth.get(tensor.shape.at(-1) ?? 0) : undefined;
  if (tensor && known) return of({ [known[1]]: tensor }, known[0], own ? stem : tensor.name);
  if (!own) return null;
  const width = own.shape.at(-1) ?? 0;
  throw unsupportedFile(
    file,
    tr`is an embedding for another text encoder (${width} numbers a vector)`,
    tr`Take one for SD 1, SD 2 or SDXL.`,
  );
}

/** One or several vectors, in a type that holds numbers. */
function isVectors({ shape, dtype }: StoredTensor): boolean {
  return shape.length >= 1 && shape.length <= 2 && isFloatType(dtype);
}

function vectorsOf({ shape }: StoredTensor): number {
  return shape.length === 1 ? 1 : (shape[0] ?? 0);
}

function viewOf({ name, file, dtype, shape, offset, sizeBytes }: StoredTensor): TensorView {
  if (!isFloatType(dtype))
    throw unsupportedFile(file, tr`stores “${name}” as ${dtype}, which holds no vectors`, tr`Take another copy of it.`);
  return { file, dtype, shape, offset, sizeBytes };
}
