import type { ByteFile } from '../../protocol/byteFile';
import { invalidFile, unsupportedFile } from '../checkpointFaults';
import { readHeader } from '../header/readHeader';
import type { SafetensorsHeader } from '../header/readHeader';
import { bitsPerElement } from '../header/storedTypes';
import { openLora } from '../lora/openLora';
import type { OpenedLora } from '../lora/openLora';
import { isLora } from '../lora/slots';
import { predictionBeside, withoutYaml } from './besideYaml';
import { buildCheckpoint } from './buildCheckpoint';
import { openEmbedding } from './openEmbedding';
import type { OpenedEmbedding } from './openEmbedding';
import type { OpenedCheckpoint } from './opened';
import { isDiffusersFolder, openFolder } from './openFolder';
import { locate } from './locate';
import { refusalOf } from './refusals';
import { tr } from '../../texts/texts';

/** What files are: a model or parts of one, a change of one, or words for one. */
export type OpenedWeights = OpenedCheckpoint | OpenedLora | OpenedEmbedding;

/** How files are to be opened. */
export interface OpenOptions {
  /** How the folder or repository is called, where a folder is opened. */
  readonly name?: string;
  /** Of a folder's files take those in half precision where there are some; the default. */
  readonly preferHalf?: boolean;
}

/**
 * Tells what weights are and where each of them lies: one safetensors file, or the files of a folder in diffusers' layout. Only headers,
 * configurations and a vector of 320 numbers are read.
 * Throws a Fault `checkpoint-invalid` for files that are not sound, `checkpoint-unsupported` for good ones that the studio cannot use.
 */
export async function openWeights(given: readonly ByteFile[], options: OpenOptions = {}): Promise<OpenedWeights> {
  const files = withoutYaml(given);
  const [only] = files;
  if (files.length === 1 && only && only.path !== 'model_index.json') return openFile(only, given);
  if (isDiffusersFolder(files)) return openFolder(files, { name: options.name ?? null, preferHalf: options.preferHalf ?? true });
  const candidates = files.filter(({ path }) => path.endsWith('.safetensors') && !path.includes('/'));
  const [single] = candidates;
  if (candidates.length === 1 && single) return openFile(single, given);
  const label = options.name ?? tr`This folder`;
  throw unsupportedFile(label, tr`holds ${candidates.length} “.safetensors” files side by side and no index`, tr`Choose one of its files.`);
}

/** Opens one file by its tensors' names and shapes; its own name is a hint at most. @param given what lies beside it, too */
async function openFile(file: ByteFile, given: readonly ByteFile[]): Promise<OpenedWeights> {
  const header = await readHeader(file);
  const { tensors, metadata } = header;
  const labels = { name: stemOf(file.path), metadata };
  const refusal = refusalOf(file.path, [...tensors.keys()]);
  if (refusal) throw refusal;
  if (locate(tensors).length === 0) {
    if (isLora(tensors.keys())) return openLora(header, labels);
    const embedding = openEmbedding(header, labels.name);
    if (embedding) return embedding;
    requireKnownTypes(header);
  }
  return buildCheckpoint({
    components: [{ file: file.path, tensors, config: null, textPart: null }],
    labels,
    open: () => file,
    chosen: [file.path],
    scheduler: null,
    prediction: await predictionBeside(file, given),
    zeroEmptyNegative: null,
  });
}

/** Weights of which nothing is known, in types that the format does not name, are nothing that can be told at all. */
function requireKnownTypes({ file, tensors }: SafetensorsHeader): void {
  const odd = [...tensors.values()].find(({ dtype }) => bitsPerElement(dtype) === null);
  if (odd) throw invalidFile(file, tr`stores its tensors in a type that the format does not name (${odd.dtype.slice(0, 40)})`, takeOther);
}

const takeOther = tr`Take the model from its own page, in half precision.`;

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.safetensors$/, '');
}
