import type { ByteFile } from '../../protocol/byteFile';
import { invalidFile } from '../checkpointFaults';
import { readConfig } from './configFiles';
import { tr } from '../../texts/texts';

const complete = tr`Fetch the missing files from the model’s page into the same folder.`;

/**
 * The files of one part of a folder: one file, or all the shards that an index names. Half precision goes before the plain files where it
 * is preferred, behind them where not; copies for other purposes (`non_ema`, pickles) are never taken.
 * Throws a Fault `checkpoint-invalid` where an index names files that are not there.
 * @param folder with its slash, or empty
 * @param stem `diffusion_pytorch_model` or `model`
 */
export async function chooseFiles(
  byPath: ReadonlyMap<string, ByteFile>,
  folder: string,
  stem: string,
  preferHalf: boolean,
): Promise<readonly string[]> {
  const names = [...byPath.keys()].filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'));
  const own = names.map((path) => path.slice(folder.length)).filter((name) => name.startsWith(stem));
  const kinds = preferHalf ? [true, false] : [false, true];
  for (const half of kinds) {
    const single = own.find((name) => name === `${stem}${half ? '.fp16' : ''}.safetensors`);
    if (single) return [folder + single];
    const index = own.find((name) => isIndex(name, half));
    const file = index && byPath.get(folder + index);
    if (file) return namedShards(byPath, folder, file);
    const shards = own.filter((name) => isShard(name, half)).sort();
    if (shards.length > 0) return requireAll(folder, shards);
  }
  // A variant of another name is better than none.
  const other = own.filter((name) => /^[\w.-]+\.safetensors$/.test(name) && !/non_ema|-of-/.test(name)).sort()[0];
  return other ? [folder + other] : [];
}

function isIndex(name: string, half: boolean): boolean {
  return name.endsWith('.json') && name.includes('.index') && !name.includes('.bin') && isHalf(name) === half && !name.includes('non_ema');
}

function isShard(name: string, half: boolean): boolean {
  return /-\d{5}-of-\d{5}(?:\.fp16)?\.safetensors$/.test(name) && isHalf(name) === half && !name.includes('non_ema');
}

function isHalf(name: string): boolean {
  return /[.-]fp16\b/.test(name);
}

async function namedShards(byPath: ReadonlyMap<string, ByteFile>, folder: string, index: ByteFile): Promise<readonly string[]> {
  const map = (await readConfig(index)).value('weight_map');
  if (typeof map !== 'object' || map === null) throw invalidFile(index.path, tr`names no files of weights`, complete);
  const named = [...new Set<unknown>(Object.values(map))].sort();
  return named.map((name) => {
    if (typeof name !== 'string' || name.includes('/') || !name.endsWith('.safetensors'))
      throw invalidFile(index.path, tr`names something else than a “.safetensors” file beside it`, complete);
    if (!byPath.has(folder + name)) throw invalidFile(index.path, tr`names the file “${name.slice(0, 120)}”, which is not there`, complete);
    return folder + name;
  });
}

function requireAll(folder: string, shards: readonly string[]): readonly string[] {
  const all = Number(/-of-(\d{5})/.exec(shards[0] ?? '')?.[1]);
  if (shards.length !== all)
    throw invalidFile(`${folder}${shards[0]}`, tr`is one of ${all} files, of which ${shards.length} are there`, complete);
  return shards.map((name) => folder + name);
}
