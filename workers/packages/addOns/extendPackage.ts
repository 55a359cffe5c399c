import type { PlacedJob } from '../../networks/onnx/sideFile';
import type { WrittenGraph } from '../../networks/onnx/writeGraph';
import type { CheckpointPrecision } from '../../protocol/checkpoint';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import { nothingAdded, type PartAddition } from '../checkpoint/partGraph';
import { sideFolder } from '../checkpoint/sidePath';
import { writtenPart } from '../checkpoint/writtenPart';
import type { DeviceNeeds } from '../layout/chooseGraphs';
import type { AddOns, ControlNetPart, ExtendedPackage, ModelFiles, ModelPackage, PartName, TextPartName } from '../modelPackage';
import { fitAddOns, type FittedAddOns } from './fitAddOns';
import { sideOf, type SideKeeper } from './sideKeeper';

type Tell = (bytes: number) => void;

/** A checkpoint that was opened, and how its graphs are written and bound. */
export interface Extendable {
  readonly modelPackage: ModelPackage;
  readonly opened: OpenedCheckpoint;
  readonly device: DeviceNeeds;
  readonly precision: CheckpointPrecision;
  /** The files that a graph names, of the checkpoint's own. */
  readonly bind: (written: WrittenGraph, tell: Tell) => Promise<ModelFiles['external']>;
  /** Of what is made from add-ons; without it that is made in memory whenever a network is opened. */
  readonly sides?: SideKeeper | undefined;
}

/** A checkpoint with add-ons. Throws as `fitAddOns` does. */
export async function extendPackage(base: Extendable, addOns: AddOns): Promise<ExtendedPackage> {
  const { modelPackage, opened } = base;
  const fitted = await fitAddOns(opened.networks, addOns);
  const netOf = (part: PartName) => fitted.controlNets.get(part as ControlNetPart);
  const additionOf = (part: PartName): PartAddition => additionTo(fitted, part);
  const sizeBytes = (part: PartName): number | null => {
    const net = netOf(part);
    return net
      ? sum([...(net.opened.networks.controlNet?.weights.values() ?? [])].map((view) => view.sizeBytes))
      : modelPackage.sizeBytes(part);
  };
  return {
    ...modelPackage,
    sizeBytes,
    parts: [...modelPackage.parts, ...fitted.controlNets.keys()],
    texts: modelPackage.texts.map((text) => ({
      ...text,
      words: fitted.words[text.part].map(({ token, vectors }) => ({ token, vectors: vectors?.shape[0] ?? 0 })),
    })),
    formOf: (part) => formOf(fitted, part),
    strengthsOf: (part) => (isChangeable(part) ? fitted.loras[part].map(({ index }) => index) : []),
    readPart: async (part, onProgress, single = false) => {
      const net = netOf(part);
      // A net's attention is cut for the pictures that the model makes.
      const source = net ? { ...net.opened, sidePx: opened.sidePx } : opened;
      const ownSideFile = (file: string): string | undefined =>
        fitted.files.has(file) ? `${sideFolder}${file.replaceAll('/', '-')}.${part.replace('/', '-')}.bin` : undefined;
      const written = writtenPart(source, part, base, single, additionOf(part), ownSideFile);
      const total = sizeBytes(part);
      let done = 0;
      const tell: Tell = (bytes) => onProgress?.((done += bytes), total);
      const external = await externalOf(fitted, base, written, tell);
      onProgress?.(total ?? done, total);
      return { graph: written.graph, external };
    },
  };
}

const isChangeable = (part: PartName): part is 'unet' | TextPartName =>
  part === 'unet' || part === 'text_encoder' || part === 'text_encoder_2';
const isText = (part: PartName): part is TextPartName => part === 'text_encoder' || part === 'text_encoder_2';

function additionTo({ loras, words, controlNets }: FittedAddOns, part: PartName): PartAddition {
  if (!isChangeable(part)) return nothingAdded;
  return {
    loras: loras[part].map(({ table }) => table),
    vectors: isText(part) ? words[part].flatMap(({ vectors }) => vectors ?? []) : [],
    controlled: part === 'unet' && controlNets.size > 0,
  };
}

/** What tells a part's graph from the plain one; nothing where it is that. */
function formOf({ loras, words, controlNets }: FittedAddOns, part: PartName): string {
  const net = controlNets.get(part as ControlNetPart);
  if (net) return net.sha256;
  if (!isChangeable(part)) return '';
  const changes = loras[part].map(({ sha256 }) => sha256);
  const vectors = isText(part) ? words[part].map(({ token, sha256 }) => `${token} ${sha256}`) : [];
  return [...changes, ...vectors, ...(part === 'unet' && controlNets.size > 0 ? ['controlled'] : [])].join('\n');
}

/** The checkpoint's own files and those of add-ons; what of these no runtime takes as it lies is made anew, once where it can be kept. */
async function externalOf(
  { files }: FittedAddOns,
  { bind, sides: keeper }: Extendable,
  written: WrittenGraph,
  tell: Tell,
): Promise<ModelFiles['external']> {
  const addedTo = (jobs: readonly PlacedJob[]) => files.get(jobs[0]?.from.file ?? '');
  const own = await bind(
    {
      ...written,
      files: written.files.filter((path) => !files.has(path)),
      sideFiles: new Map([...written.sideFiles].filter(([, jobs]) => !addedTo(jobs))),
    },
    tell,
  );
  const added = written.files.flatMap((path) => {
    const known = files.get(path);
    return known ? [{ path, data: known.blob }] : [];
  });
  const made: { path: string; data: Uint8Array | Blob }[] = [];
  for (const [path, jobs] of written.sideFiles) {
    const known = addedTo(jobs);
    if (known) made.push({ path, data: await sideOf(jobs, known, keeper, tell) });
  }
  return [...own, ...added, ...made];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
