import { z } from 'zod';
import type { FileSource } from '../packages/fileSource';
import { externalFiles } from '../packages/externalFiles';
import { readHeader } from '../packages/onnx/readHeader';
import { externalFault } from '../packages/partReader';
import { parseJson } from '../packages/parseJson';
import { bytesReader } from '../packages/rangeReaders';
import { Fault } from '../protocol/faults';
import type { Size } from '../protocol/geometry';
import { lookForMapModel, type MapModelFiles } from '../protocol/mapModelFiles';
import type { MapModelKind } from '../protocol/mapModels';
import type { ModelBytes } from '../runtime/runtime';
import { imageNet, type Normalisation } from './pictureTensor';
import { tr } from '../texts/texts';

const configSchema = z.object({ model_type: z.string().optional() });
const side = z.number().int().min(1).max(4096);
const preprocessorSchema = z.object({
  image_mean: z.array(z.number()).length(3).optional(),
  image_std: z.array(z.number().positive()).length(3).optional(),
  size: z
    .union([
      side,
      z.object({ height: side.optional(), width: side.optional(), longest_edge: side.optional(), shortest_edge: side.optional() }),
    ])
    .optional(),
  ensure_multiple_of: z.number().int().min(1).max(256).optional(),
});

/** A map model whose files are there. Its networks are read when they are needed. */
export interface MapModelPackage {
  readonly title: string;
  readonly files: MapModelFiles;
  readonly normalisation: Normalisation;
  /** The side that its preprocessor names; null where it names none. */
  readonly sidePx: number | null;
  /** Both sides, where it names them. */
  readonly size: Size | null;
  readonly multiplePx: number | null;
  /** The bytes of one of its graphs and of the weights that it points to. */
  read(graph: string): Promise<ModelBytes>;
}

/**
 * Finds out which map model a package is, from its configuration and the names of its files; without a configuration it is a pose model
 * where one is `wanted`.
 * Throws Faults: `package-missing-file` where a network is missing, `package-unsupported` where it is no map model at all.
 */
export async function openMapModel(source: FileSource, wanted: MapModelKind): Promise<MapModelPackage> {
  const paths = await source.list();
  if (!paths)
    throw new Fault(
      'package-unsupported',
      tr`The files of “${source.label}” cannot be listed.`,
      tr`Add the map model to your packages first.`,
    );
  const config = paths.includes('config.json') ? parseJson(await source.read('config.json'), 'config.json', configSchema) : {};
  const look = lookForMapModel(paths, config.model_type ?? (wanted === 'pose' ? 'pose' : null));
  if (!look) {
    throw new Fault(
      'package-unsupported',
      config.model_type
        ? tr`“${source.label}” is neither a depth, an object nor a pose model: its configuration says “${config.model_type}”.`
        : tr`“${source.label}” is neither a depth, an object nor a pose model.`,
      tr`Choose Depth Anything (small), SlimSAM or ViTPose, exported to ONNX.`,
    );
  }
  if (!look.files)
    throw new Fault(
      'package-missing-file',
      tr`“${source.label}” is not complete. ${look.missing ?? ''}`,
      tr`Add the package again with all of its files.`,
    );
  const settings = paths.includes('preprocessor_config.json')
    ? parseJson(await source.read('preprocessor_config.json'), 'preprocessor_config.json', preprocessorSchema)
    : {};
  const { size } = settings;
  return {
    title: source.label,
    files: look.files,
    normalisation: { mean: settings.image_mean ?? imageNet.mean, deviation: settings.image_std ?? imageNet.deviation },
    sidePx: typeof size === 'number' ? size : (size?.height ?? size?.longest_edge ?? size?.shortest_edge ?? null),
    size: typeof size === 'object' && size.width && size.height ? { width: size.width, height: size.height } : null,
    multiplePx: settings.ensure_multiple_of ?? null,
    read: (graph) => readGraph(source, paths, graph),
  };
}

async function readGraph(source: FileSource, paths: readonly string[], path: string): Promise<ModelBytes> {
  const graph = await source.read(path);
  const { files, problems } = externalFiles(await readHeader(bytesReader(graph), path), path, paths);
  const [problem] = problems;
  if (problem) throw externalFault(problem, path);
  const external: { path: string; data: Uint8Array | Blob }[] = [];
  for (const file of files)
    external.push({ path: file.location, data: await (source.open ? source.open(file.path) : source.read(file.path)) });
  return { graph, external };
}
