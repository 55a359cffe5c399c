import type { StoreClient } from '../engine/storeClient';
import { Fault } from '../../workers/protocol/faults';
import { lookForMapModel, neededOfMapModel } from '../../workers/protocol/mapModelFiles';
import { poseFamily, type MapModelKind } from '../../workers/protocol/mapModels';
import type { DownloadRequest, ImportRequest } from '../../workers/protocol/store';
import { tr } from '../../workers/texts/texts';

/** A map model that people can get from a hub. What only the hub knows (size, licence, commit) is asked when wanted. */
interface KnownMapModel {
  readonly kind: MapModelKind;
  readonly title: string;
  readonly about: string;
  readonly baseUrl: string;
  readonly repository: string;
}

export const knownMapModels: readonly KnownMapModel[] = [
  {
    kind: 'depth',
    title: tr`Depth Anything V2 (small)`,
    about: tr`Tells how near everything in the picture is.`,
    baseUrl: 'https://huggingface.co',
    repository: 'onnx-community/depth-anything-v2-small',
  },
  {
    kind: 'segment',
    title: tr`SlimSAM`,
    about: tr`Finds the object that you click or draw a box around.`,
    baseUrl: 'https://huggingface.co',
    repository: 'Xenova/slimsam-77-uniform',
  },
  {
    kind: 'pose',
    title: tr`ViTPose (base, simple)`,
    about: tr`Finds the joints of a person, by COCO’s 17 keypoints.`,
    baseUrl: 'https://huggingface.co',
    repository: 'onnx-community/vitpose-base-simple',
  },
];

/** What the hub said of a map model, ready to be fetched. */
export interface OfferedMapModel {
  readonly request: DownloadRequest;
  /** Null where the hub does not say. */
  readonly sizeBytes: number | null;
}

const familyOf = (kind: MapModelKind): string => (kind === 'pose' ? poseFamily : tr`map model`);

/** Asks the hub what is to be fetched; fetches nothing yet. @throws Fault */
export async function askForMapModel(store: Pick<StoreClient, 'listRepository'>, known: KnownMapModel): Promise<OfferedMapModel> {
  const listing = await store.listRepository({ baseUrl: known.baseUrl, repository: known.repository, revision: 'main' });
  const paths = listing.files.map(({ path }) => path);
  const look = lookForMapModel(paths, known.kind === 'pose' ? 'pose' : null);
  if (!look?.files || look.kind !== known.kind)
    throw new Fault(
      'package-missing-file',
      tr`“${known.repository}” no longer has the files that are needed. ${look?.missing ?? ''}`,
      tr`Import the files from a folder instead.`,
    );
  const needed = new Set(neededOfMapModel(paths, look.files));
  const files = listing.files.filter(({ path }) => needed.has(path));
  const sizeBytes = files.reduce<number | null>((sum, file) => (sum === null || file.sizeBytes === null ? null : sum + file.sizeBytes), 0);
  const { baseUrl, repository, revision, commit, licence } = listing;
  return {
    sizeBytes,
    request: {
      id: `hub:${repository}@${commit.slice(0, 12)}`,
      title: known.title,
      family: familyOf(known.kind),
      licence,
      origin: { kind: 'hub', baseUrl, repository, revision, commit },
      files,
    },
  };
}

/**
 * A picked folder, or an ONNX file alone, as it is to be imported: the files of a map model and no others.
 * @param wanted `pose`: it is to be a pose model, which the store then looks into @throws Fault where it is none
 */
export function importOfMapModel(picked: readonly File[], wanted: 'pose' | 'map' = 'map'): ImportRequest {
  const [first] = picked;
  const name = first?.webkitRelativePath.split('/')[0] || (first?.name.replace(/\.onnx$/i, '') ?? '');
  const files = picked.map((file) => ({ path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file }));
  const look = lookForMapModel(
    files.map(({ path }) => path),
    wanted === 'pose' ? 'pose' : null,
  );
  if (!look?.files) {
    throw new Fault(
      'import-refused',
      look?.missing
        ? tr`The folder “${name}” is not complete. ${look.missing}`
        : tr`The folder “${name}” has no depth and no object model in it.`,
      tr`Pick the folder that holds config.json, with the ONNX files in it or in a folder “onnx”.`,
    );
  }
  const titles: Readonly<Record<MapModelKind, string>> = { depth: tr`Depth model`, segment: tr`Object model`, pose: tr`Pose model` };
  const only = neededOfMapModel(
    files.map(({ path }) => path),
    look.files,
  );
  return {
    id: `import:${crypto.randomUUID()}`,
    title: name || titles[look.kind],
    family: familyOf(look.kind),
    licence: null,
    name: name || 'folder',
    source: { kind: 'files', files },
    only,
  };
}
