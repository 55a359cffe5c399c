import type { FileSource, ReadProgress } from './fileSource';
import { readIfThere, type Manifest } from './manifest';
import type { ModelFiles, ModelPackage, PartName } from './modelPackage';

/** Names that exporters give the weights beside a graph: diffusers, optimum, ORT's scripts. */
const externalNames = ['model.onnx_data', 'model.onnx.data', 'weights.pb'];

export function graphPath(part: PartName): string {
  return `${part}/model.onnx`;
}

/** The reading half of a package: sizes from the manifest, bytes from the source. */
export function partReader(files: FileSource, manifest: Manifest | null): Pick<ModelPackage, 'sizeBytes' | 'readPart'> {
  const sizeBytes = (part: PartName): number | null => {
    if (!manifest) return null;
    const entries = [graphPath(part), ...externalNames.map((name) => `${part}/${name}`)].map((path) => manifest.entries.get(path));
    return entries.reduce((sum, entry) => sum + (entry?.sizeBytes ?? 0), 0);
  };
  return { sizeBytes, readPart: (part, onProgress) => readPart(files, part, sizeBytes(part), onProgress) };
}

async function readPart(files: FileSource, part: PartName, sizeBytes: number | null, onProgress?: ReadProgress): Promise<ModelFiles> {
  let before = 0;
  const report: ReadProgress = (readBytes, totalBytes) => onProgress?.(before + readBytes, sizeBytes ?? totalBytes);
  const graph = await files.read(graphPath(part), report);
  before += graph.byteLength;
  const external: { path: string; data: Uint8Array }[] = [];
  for (const name of await externalCandidates(files, part)) {
    const data = await readIfThere({ ...files, read: (path) => files.read(path, report) }, `${part}/${name}`);
    if (!data) continue;
    external.push({ path: name, data });
    before += data.byteLength;
  }
  return { graph, external };
}

/** Without a listing nothing is asked for blindly: a package with weights outside its graphs needs a manifest or a folder. */
async function externalCandidates(files: FileSource, part: PartName): Promise<readonly string[]> {
  const paths = await files.list();
  return paths ? externalNames.filter((name) => paths.includes(`${part}/${name}`)) : [];
}
