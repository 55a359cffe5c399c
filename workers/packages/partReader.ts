import { Fault } from '../protocol/faults';
import { externalFiles, type ExternalProblem } from './externalFiles';
import type { ReadProgress } from './fileSource';
import type { ModelFiles, PartName } from './modelPackage';
import { readHeader } from './onnx/readHeader';
import type { PackageFacts } from './packageFacts';
import { missingFile } from './packageFaults';
import { bytesReader } from './rangeReaders';
import { tr } from '../texts/texts';

/** Reads and verifies a network: its graph, and the files of weights that the graph names. */
export async function readPart(
  facts: PackageFacts,
  part: PartName,
  sizeBytes: number | null,
  onProgress?: ReadProgress,
): Promise<ModelFiles> {
  const { files, listing, chosen } = facts;
  const path = chosen.get(part)?.graph;
  if (path === undefined) throw missingFile(`${part}/model.onnx`, files.label);
  let before = 0;
  const report: ReadProgress = (readBytes, totalBytes) => onProgress?.(before + readBytes, sizeBytes ?? totalBytes);
  const graph = await files.read(path, report);
  before += graph.byteLength;
  const { files: beside, problems } = externalFiles(await readHeader(bytesReader(graph), path), path, listing);
  const [problem] = problems;
  if (problem) throw externalFault(problem, path);
  const external: { path: string; data: Uint8Array | Blob }[] = [];
  for (const file of beside) {
    const data = await (files.open ? files.open(file.path) : files.read(file.path, report));
    const length = data instanceof Uint8Array ? data.byteLength : data.size;
    if (length < file.endBytes)
      throw new Fault(
        'package-invalid',
        tr`The model file “${file.path}” was cut short: it has ${length} bytes where “${path}” reads up to ${file.endBytes}.`,
        tr`Load the package again.`,
      );
    before += length;
    report(0, null);
    external.push({ path: file.location, data });
  }
  return { graph, external };
}

/** The sentence for weights that a graph points to and a package does not have. */
export function externalFault({ location, kind, instead }: ExternalProblem, graph: string): Fault {
  if (kind === 'outside')
    return new Fault(
      'package-invalid',
      tr`“${graph}” points to weights outside its own folder (“${location}”), which is not allowed.`,
      tr`Export the model again with its weights beside the graph.`,
    );
  const there = instead.length > 0 ? tr` There is ${instead.map((path) => `“${path}”`).join(', ')} instead.` : '';
  return new Fault(
    'package-missing-file',
    tr`“${graph}” keeps its weights in a file “${location}” in its own folder, which is not there.${there}`,
    instead.length > 0
      ? tr`Names must agree to the letter: give the file the name and the place that the graph asks for.`
      : tr`Load the package again with all files of that folder.`,
  );
}

/** Bytes of each network's files, where manifest or listing tell them all. */
export async function partSizes(facts: PackageFacts, canPeek: boolean): Promise<ReadonlyMap<PartName, number>> {
  const sizes = new Map<PartName, number>();
  for (const [part, { graph }] of facts.chosen) {
    const header = canPeek ? await facts.header(part) : null;
    const beside = header ? externalFiles(header, graph, facts.listing).files.map((file) => file.path) : byName(facts, graph);
    const all = await Promise.all([graph, ...beside].map((path) => fileSize(facts, path)));
    if (all.every((size) => size !== null))
      sizes.set(
        part,
        all.reduce((sum, size) => sum + size, 0),
      );
  }
  return sizes;
}

/** Without a look at the graph: what the manifest has beside it under a name that exporters give weights. */
function byName({ manifest }: PackageFacts, graph: string): readonly string[] {
  const stem = graph.slice(0, graph.lastIndexOf('/') + 1);
  return [...(manifest?.entries.keys() ?? [])].filter(
    (path) => path.startsWith(`${graph}_data`) || path === `${graph}.data` || path === `${stem}weights.pb`,
  );
}

export async function fileSize({ manifest, files }: Pick<PackageFacts, 'manifest' | 'files'>, path: string): Promise<number | null> {
  const named = manifest?.entries.get(path)?.sizeBytes;
  if (named !== undefined) return named;
  const known = files.sizeOf?.(path) ?? null;
  if (known !== null) return known;
  return files.open
    ? files.open(path).then(
        (blob) => blob.size,
        () => null,
      )
    : null;
}
