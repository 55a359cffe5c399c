import type { z } from 'zod';
import {
  modelIndexSchema,
  schedulerConfigSchema,
  textEncoderConfigSchema,
  unetFileSchema,
  vaeFileSchema,
  type ModelIndex,
  type SchedulerConfig,
  type TextEncoderConfig,
  type UnetFile,
  type VaeFile,
} from './configs';
import type { FileSource } from './fileSource';
import { chooseGraphs, type DeviceNeeds, type GraphWishes } from './layout/chooseGraphs';
import { partOfGraph } from './layout/fileNames';
import { recogniseLayout, type GraphChoice, type Layout } from './layout/recogniseLayout';
import { manifestPath, readIfThere, readManifest, verifiedSource, type Manifest } from './manifest';
import type { PartName, TextPartName, TokeniserFiles } from './modelPackage';
import type { GraphHeader } from './onnx/graphHeader';
import { readHeader } from './onnx/readHeader';
import { unsupportedPackage } from './packageFaults';
import { parseJson } from './parseJson';
import { openReader } from './rangeReaders';
import { missingTokeniserFile, readTokeniserFiles } from './readTokeniserFiles';
import { tr } from '../texts/texts';

/** A text encoder's own configuration and tokeniser, as far as there are any. */
export interface TextFacts {
  readonly part: TextPartName;
  readonly config: TextEncoderConfig | null;
  readonly tokeniser: TokeniserFiles;
  /** Where the tokeniser lies. */
  readonly folder: string;
}

/** What stands in a package's small files, and where its large ones are. */
export interface PackageFacts {
  /** Reads by the package's own paths, and verifies. */
  readonly files: FileSource;
  /** Null where the source cannot list itself. */
  readonly listing: readonly string[] | null;
  readonly manifest: Manifest | null;
  readonly layout: Layout;
  readonly chosen: ReadonlyMap<PartName, GraphChoice>;
  readonly index: ModelIndex | null;
  readonly unet: UnetFile | null;
  readonly vae: VaeFile | null;
  readonly scheduler: SchedulerConfig | null;
  readonly texts: readonly TextFacts[];
  /** The head of a part's graph, read once; null where the package has no such part. */
  header(part: PartName): Promise<GraphHeader | null>;
}

const probed: readonly PartName[] = ['unet', 'text_encoder', 'text_encoder_2', 'vae_encoder', 'vae_decoder'];
const textParts: readonly TextPartName[] = ['text_encoder', 'text_encoder_2'];

/**
 * Reads a package's configurations and finds its networks, none of which is read.
 * Throws Faults: `package-missing-file`, `package-invalid` naming file and key, `package-unsupported` for what is no ONNX package.
 */
export async function gatherFacts(source: FileSource, device: DeviceNeeds, wishes: GraphWishes = {}): Promise<PackageFacts> {
  const found = await source.list();
  const root = found ? recogniseLayout(found).root : '';
  const manifest = await readManifest(source, root);
  const files = verifiedSource(source, manifest);
  const listing = await files.list();
  const readFile = async (path: string): Promise<Uint8Array | null> =>
    manifest?.entries.has(path) ? files.read(path) : readIfThere(files, path);
  const read = async <T>(schema: z.ZodType<T>, ...paths: readonly string[]): Promise<T | null> => {
    for (const path of new Set(paths)) {
      const bytes = await readFile(path);
      if (bytes) return parseJson(bytes, path, schema);
    }
    return null;
  };
  const index = await read(modelIndexSchema, `${root}model_index.json`);
  const layout = recogniseLayout(listing ? [...new Set([...listing, ...(manifest?.entries.keys() ?? [])])] : namedByIndex(index));
  const chosen = chooseGraphs(layout, device, wishes);
  const headers = new Map<PartName, Promise<GraphHeader>>();
  const unetFolders = foldersAround(chosen.get('unet')?.graph, root);
  const vaeFolders = foldersAround(chosen.get('vae_decoder')?.graph, root);
  const vaeNames = ['vae_decoder/config.json', 'vae_encoder/config.json', 'vae/config.json', 'vae_config.json'];
  return {
    ...{ files, listing, manifest, layout, chosen },
    index: index ?? (listing ? await read(modelIndexSchema, ...unetFolders.map((folder) => `${folder}model_index.json`)) : null),
    unet: await read(unetFileSchema, ...own(chosen.get('unet')?.graph), ...below(unetFolders, ['unet/config.json', 'unet_config.json'])),
    vae: await read(vaeFileSchema, ...own(chosen.get('vae_decoder')?.graph), ...below(vaeFolders, vaeNames)),
    scheduler: await read(schedulerConfigSchema, ...below(unetFolders, ['scheduler/scheduler_config.json', 'scheduler_config.json'])),
    texts: await Promise.all(
      textParts
        .filter((part) => chosen.has(part))
        .map(async (part) => ({
          part,
          config: await read(
            textEncoderConfigSchema,
            ...own(chosen.get(part)?.graph),
            ...below(foldersAround(chosen.get(part)?.graph, root), [`${part}/config.json`]),
          ),
          ...(await readTokeniser(readFile, foldersAround(chosen.get(part)?.graph, root), part)),
        })),
    ),
    async header(part) {
      const graph = chosen.get(part)?.graph;
      if (graph === undefined) return null;
      const header = headers.get(part) ?? openReader(files, graph).then((reader) => readHeader(reader, graph));
      headers.set(part, header);
      return header;
    },
  };
}

/** The configuration beside a graph in a folder that names its part, as `unet/fp16/config.json` is. */
function own(graph: string | undefined): readonly string[] {
  const folder = graph?.slice(0, graph.lastIndexOf('/') + 1) ?? '';
  return partOfGraph(`${folder}model.onnx`) === null ? [] : [`${folder}config.json`];
}

/** The folders in which a part's configurations may lie, as its precision's own (`fp16/`), nearest first; the package's root last. */
function foldersAround(graph: string | undefined, root: string): readonly string[] {
  const out: string[] = [];
  const segments = graph?.slice(root.length).split('/').slice(0, -1) ?? [];
  for (let length = segments.length; length > 0; length--) {
    const folder = segments.slice(0, length);
    if (partOfGraph(`${folder.join('/')}/model.onnx`) === null) out.push(`${root}${folder.join('/')}/`);
  }
  return [...out, root];
}

const below = (folders: readonly string[], names: readonly string[]): readonly string[] =>
  folders.flatMap((folder) => names.map((name) => folder + name));

/** The second encoder's own tokeniser, or the one that both share; in a folder, or beside everything else. */
async function readTokeniser(
  readFile: (path: string) => Promise<Uint8Array | null>,
  around: readonly string[],
  part: TextPartName,
): Promise<Pick<TextFacts, 'tokeniser' | 'folder'>> {
  const folders = below(around, [...(part === 'text_encoder_2' ? ['tokenizer_2/'] : []), 'tokenizer/', '', `${part}/`]);
  for (const folder of folders) {
    const tokeniser = await readTokeniserFiles(readFile, folder);
    if (missingTokeniserFile(tokeniser) === null) return { tokeniser, folder };
  }
  const [folder = ''] = folders;
  return { tokeniser: await readTokeniserFiles(readFile, folder), folder };
}

/** Where nothing can be listed, the model's index says which parts of a diffusers tree there are. */
function namedByIndex(index: ModelIndex | null): readonly string[] {
  if (!index)
    throw unsupportedPackage(
      tr`The address cannot list its files, and there is neither a “${manifestPath}” nor a “model_index.json” to say which there are.`,
      tr`Check the address: it is that of the folder with the model’s files, with a slash at its end.`,
    );
  const isThere = (name: string): boolean => Array.isArray(index[name]) && index[name].some((value: unknown) => value !== null);
  return probed.filter((part) => isThere(part) || (part.startsWith('vae') && isThere('vae'))).map((part) => `${part}/model.onnx`);
}
