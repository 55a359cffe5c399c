import { addressPath } from '../packages/addressPath';
import type { FileSource } from '../packages/fileSource';
import { manifestPath, readIfThere, type Manifest } from '../packages/manifest';
import type { ImportReport } from '../protocol/importReport';
import type { WantedFile } from '../protocol/store';

/** Small files that packages have beside their networks; an address that cannot be listed is asked for each of them. */
const smallFiles = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  ...['text_encoder', 'text_encoder_2', 'unet', 'vae', 'vae_encoder', 'vae_decoder'].map((folder) => `${folder}/config.json`),
  ...['tokenizer', 'tokenizer_2'].flatMap((folder) =>
    ['vocab.json', 'merges.txt', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json'].map((name) => `${folder}/${name}`),
  ),
];

/** What a folder of the web says of its own files, and the folder within it that the model lies in, with a slash at its end, or empty. */
export interface Listed {
  readonly folder: string;
  readonly manifest: Manifest | null;
}

const wantedFile = (path: string, url: string): WantedFile => ({ path, url, sizeBytes: null, sha256: null, gitSha1: null });

/** Files of an address as a download asks for them, with the lengths and digests that its list promises. @param paths from `folder` on */
export function wantedFiles(paths: readonly string[], baseUrl: string, { folder, manifest }: Listed): readonly WantedFile[] {
  return paths.map((path) => {
    const wanted = wantedFile(path, baseUrl + addressPath(folder + path));
    if (manifest && folder + path === manifestPath) return { ...wanted, sha256: manifest.sha256 };
    const entry = manifest?.entries.get(folder + path);
    return entry ? { ...wanted, sizeBytes: entry.sizeBytes, sha256: entry.sha256 } : wanted;
  });
}

/** The files to fetch from an address without a list: the networks of the report and those small files that are there. */
export async function wantedUnlisted(files: FileSource, baseUrl: string, { parts }: ImportReport): Promise<readonly WantedFile[]> {
  const networks = new Map(parts.flatMap((part) => part.files.map((file) => [file.path, file.sizeBytes] as const)));
  const there = await Promise.all(smallFiles.map(async (path) => ((await readIfThere(files, path)) ? path : null)));
  return [...there.filter((path) => path !== null).map((path): [string, null] => [path, null]), ...networks].map(([path, sizeBytes]) => ({
    ...wantedFile(path, baseUrl + addressPath(path)),
    sizeBytes,
  }));
}
