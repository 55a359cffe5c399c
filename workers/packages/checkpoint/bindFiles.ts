import type { WrittenGraph } from '../../networks/onnx/writeGraph';
import type { ModelFiles } from '../modelPackage';
import type { Composed } from './openComposed';
import { sideBytes, sideFileBytes } from './sideBytes';

/** The files that a graph names: as they lie, or written anew, from the source where it keeps them. */
export async function bindFiles(
  { source, files }: Pick<Composed, 'source' | 'files'>,
  { files: used, sideFiles }: WrittenGraph,
  tell: (bytes: number) => void,
): Promise<ModelFiles['external']> {
  const listing = (await source.list()) ?? [];
  const external: { path: string; data: Uint8Array | Blob }[] = [];
  for (const path of used) external.push({ path, data: await (source.open ? source.open(path) : source.read(path, tell)) });
  for (const [path, jobs] of sideFiles) {
    const kept = listing.includes(path) && source.open ? await source.open(path) : null;
    external.push({ path, data: kept && kept.size === sideFileBytes(jobs) ? kept : await sideBytes(jobs, files, tell) });
  }
  return external;
}
