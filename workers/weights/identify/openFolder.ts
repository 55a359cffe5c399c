import type { ByteFile } from '../../protocol/byteFile';
import { invalidFile, unsupportedFile } from '../checkpointFaults';
import { readHeader } from '../header/readHeader';
import type { StoredTensor } from '../header/readHeader';
import { buildCheckpoint } from './buildCheckpoint';
import type { Component } from './buildCheckpoint';
import { chooseFiles } from './chooseFiles';
import { readConfig } from './configFiles';
import type { ConfigFile } from './configFiles';
import type { TextPart } from './families';
import type { OpenedCheckpoint } from './opened';
import { requirePipeline } from './pipelines';
import { refusalOf } from './refusals';
import { tr } from '../../texts/texts';

/** How a folder is to be opened. */
export interface FolderOptions {
  /** How the folder or repository is called, for guesses and sentences. */
  readonly name: string | null;
  /** Take files in half precision where there are some. */
  readonly preferHalf: boolean;
}

const components: readonly (readonly [folder: string, stem: string, text: TextPart | null])[] = [
  ['unet', 'diffusion_pytorch_model', null],
  ['vae', 'diffusion_pytorch_model', null],
  ['text_encoder', 'model', 'text_encoder'],
  ['text_encoder_2', 'model', 'text_encoder_2'],
];
const partStems = ['diffusion_pytorch_model', 'model'];

/** Whether a folder holds networks in diffusers' layout: a pipeline with its components, or one part with its configuration. */
export function isDiffusersFolder(files: readonly ByteFile[]): boolean {
  return files.some(
    ({ path }) => path === 'model_index.json' || path === 'config.json' || /^(?:unet|vae|text_encoder|text_encoder_2)\//.test(path),
  );
}

/** Opens a folder in diffusers' layout. Throws Faults for folders that are incomplete or of another kind. */
export async function openFolder(files: readonly ByteFile[], options: FolderOptions): Promise<OpenedCheckpoint> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const config = async (path: string): Promise<ConfigFile | null> => {
    const file = byPath.get(path);
    return file ? readConfig(file) : null;
  };
  const index = await config('model_index.json');
  if (index) requirePipeline(index);
  const chosen: string[] = [];
  const found: Component[] = [];
  for (const [folder, stem, textPart] of components) {
    if (index && isAbsent(index, folder)) continue;
    const paths = await chooseFiles(byPath, `${folder}/`, stem, options.preferHalf);
    if (paths.length === 0) continue;
    chosen.push(...paths);
    found.push({ ...(await readComponent(byPath, paths)), config: await config(`${folder}/config.json`), textPart });
  }
  for (const stem of found.length === 0 ? partStems : []) {
    const paths = await chooseFiles(byPath, '', stem, options.preferHalf);
    if (paths.length === 0) continue;
    chosen.push(...paths);
    found.push({ ...(await readComponent(byPath, paths)), config: await config('config.json'), textPart: null });
    break;
  }
  const label = options.name ?? tr`This folder`;
  if (found.length === 0 || (index && !isAbsent(index, 'unet') && index.value('unet') && !byFolder(chosen, 'unet')))
    throw noWeights(files, label);
  return buildCheckpoint({
    components: found,
    labels: { name: options.name, metadata: new Map() },
    open: (path) => requireFile(byPath, path),
    chosen,
    scheduler: await config('scheduler/scheduler_config.json'),
    prediction: null,
    zeroEmptyNegative: index?.flag('force_zeros_for_empty_prompt') ?? null,
  });
}

function byFolder(paths: readonly string[], folder: string): boolean {
  return paths.some((path) => path.startsWith(`${folder}/`));
}

/** An index names a part that is not there as a pair of nulls. */
function isAbsent(index: ConfigFile, folder: string): boolean {
  const entry = index.value(folder);
  return Array.isArray(entry) && entry.every((word) => word === null);
}

/** The tensors of all files of a part. A tensor that two of them hold makes the part unsound. */
async function readComponent(
  byPath: ReadonlyMap<string, ByteFile>,
  paths: readonly string[],
): Promise<Pick<Component, 'file' | 'tensors'>> {
  const tensors = new Map<string, StoredTensor>();
  for (const path of paths)
    for (const [name, tensor] of (await readHeader(requireFile(byPath, path))).tensors) {
      if (tensors.has(name)) throw invalidFile(path, tr`holds the tensor “${name}”, which another part of the model holds too`, fetchAll);
      tensors.set(name, tensor);
    }
  const file = paths[0] ?? '';
  const refusal = refusalOf(file, [...tensors.keys()]);
  if (refusal) throw refusal;
  return { file, tensors };
}

const fetchAll = tr`Fetch the folder’s files again from the model’s page, all of one version.`;

function requireFile(byPath: ReadonlyMap<string, ByteFile>, path: string): ByteFile {
  const file = byPath.get(path);
  if (!file) throw invalidFile(path, tr`is not in the folder`, fetchAll);
  return file;
}

function noWeights(files: readonly ByteFile[], label: string): Error {
  const pickled = files.some(({ path }) => /\.(?:bin|ckpt|pt|pth)$/.test(path));
  return pickled
    ? unsupportedFile(label, tr`holds its weights only as pickles (.bin), which can run code when they are opened`, takeSafetensors)
    : unsupportedFile(label, tr`holds no “.safetensors” weights in diffusers’ layout`, takeSafetensors);
}

const takeSafetensors = tr`Take a repository or file with “.safetensors” weights.`;
