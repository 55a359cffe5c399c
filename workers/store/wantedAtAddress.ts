import type { FileSource } from '../packages/fileSource';
import { selectFiles } from '../packages/layout/selectFiles';
import { readIfThere, readManifest } from '../packages/manifest';
import type { ImportReport } from '../protocol/importReport';
import type { InspectRequest, WantedFile } from '../protocol/store';

/** Small files that packages have beside their networks; an address that cannot be listed is asked for each of them. */
const smallFiles = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  ...['text_encoder', 'text_encoder_2', 'unet', 'vae', 'vae_encoder', 'vae_decoder'].map((folder) => `${folder}/config.json`),
  ...['tokenizer', 'tokenizer_2'].flatMap((folder) => ['vocab.json', 'merges.txt', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json'].map((name) => `${folder}/${name}`)),
];

/**
 * The files to fetch from an address that cannot be listed: what its `files.json` names, with lengths and digests; else the
 * networks of the report and those small files that are there.
 */
export async function wantedAtAddress(files: FileSource, baseUrl: string, report: ImportReport, { device, wishes = {} }: Pick<InspectRequest, 'device' | 'wishes'>): Promise<readonly WantedFile[]> {
  const at = (path: string, sizeBytes: number | null, sha256: string | null): WantedFile => ({ path, url: baseUrl + path.split('/').map(encodeURIComponent).join('/'), sizeBytes, sha256, gitSha1: null });
  const manifest = await readManifest(files);
  if (manifest) {
    const paths = selectFiles([...manifest.entries.keys()], device, wishes);
    return [at('files.json', null, manifest.sha256), ...paths.map((path) => at(path, manifest.entries.get(path)?.sizeBytes ?? null, manifest.entries.get(path)?.sha256 ?? null))];
  }
  const networks = new Map(report.parts.flatMap((part) => part.files.map((file) => [file.path, file.sizeBytes] as const)));
  const there = await Promise.all(smallFiles.map(async (path) => ((await readIfThere(files, path)) ? path : null)));
  return [...there.filter((path) => path !== null).map((path) => at(path, null, null)), ...[...networks].map(([path, sizeBytes]) => at(path, sizeBytes, null))];
}
