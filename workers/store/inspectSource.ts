import { plainPath } from '../packages/addressPath';
import { holdsCheckpoint } from '../packages/checkpoint/byteFiles';
import { inspectCheckpoint } from '../packages/checkpoint/inspectCheckpoint';
import type { FileSource } from '../packages/fileSource';
import { httpSource } from '../packages/httpSource';
import { inspectPackage } from '../packages/inspect/inspectPackage';
import { selectFiles } from '../packages/layout/selectFiles';
import type { ImportReport } from '../protocol/importReport';
import { modelPlaces } from '../packages/layout/modelPlaces';
import { readManifest, verifiedSource } from '../packages/manifest';
import { placedSource } from '../packages/placedSource';
import { Fault } from '../protocol/faults';
import type { Inspection, InspectRequest, SeveralModels } from '../protocol/store';
import { blobSource } from './blobSource';
import { capOf, lookUp } from './download/lookUp';
import type { Network } from './download/network';
import { openLenders, type OpenKept } from './keptLenders';
import { zipSource } from './import/zipSource';
import { wantedFiles, wantedUnlisted, type Listed } from './wantedAtAddress';
import { tr } from '../texts/texts';

/**
 * Looks into a package wherever it is: on disk, in an archive or at an address, of which parts are asked for. Of several models that
 * lie side by side the one that was named is looked into.
 * Throws Faults: those of the source, and of what is no package at all.
 */
export async function inspectSource(
  request: InspectRequest,
  network: Network,
  openKept: OpenKept,
  signal: AbortSignal,
): Promise<Inspection | SeveralModels> {
  const { source } = request;
  const opened = await openSource(source, network, openKept, signal);
  // A folder of the web cannot be listed; its own list stands for that, and what is read is held to it.
  const manifest = source.kind === 'url' && source.baseUrl.endsWith('/') ? await readManifest(opened) : null;
  const whole = verifiedSource(opened, manifest);
  const paths = await whole.list();
  const places = paths ? modelPlaces(paths) : [];
  const place = request.model === undefined && places.length === 1 ? places[0] : places.find(({ name }) => name === request.model);
  if (place) {
    const found = await inspectOne(request, placedSource(whole, place), openKept, { folder: place.folder, manifest });
    return place.folder === '' ? found : { ...found, folder: place.folder };
  }
  if (request.model !== undefined)
    throw new Fault('package-missing-file', tr`There is no model “${request.model}” in it.`, tr`Choose one of those that are there.`);
  return places.length > 1 ? { models: places.map(({ name }) => name) } : inspectOne(request, whole, openKept, { folder: '', manifest });
}

async function inspectOne(request: InspectRequest, files: FileSource, openKept: OpenKept, listed: Listed): Promise<Inspection> {
  const { source, device, wishes = {} } = request;
  const listing = await files.list();
  const lenders = await openLenders(request.loans ?? [], openKept);
  if (listing && holdsCheckpoint(listing)) {
    const found = await inspectCheckpoint(files, device, request.checkpoint, lenders);
    return source.kind === 'url' ? { ...found, wanted: wantedFiles(found.needed, folderOf(source.baseUrl), listed) } : found;
  }
  const report = await inspectPackage(
    files,
    device,
    wishes,
    lenders.flatMap(({ parts }) => parts),
  );
  if (source.kind === 'url' && !listing) {
    const wanted = await wantedUnlisted(files, source.baseUrl, report);
    return { report, needed: wanted.map(({ path }) => path), wanted };
  }
  const needed = listing ? selectFiles(listing, device, wishes, exactFiles(report)) : [];
  return source.kind === 'url'
    ? { report, needed, wanted: wantedFiles(needed, source.baseUrl, listed) }
    : { report, needed, neededBytes: sizeOfAll(files, needed) };
}

/** The files of each network whose head was read: its graph, and exactly what it names as weights. */
function exactFiles({ parts }: ImportReport): ReadonlyMap<string, readonly string[]> {
  return new Map(parts.map((part) => [part.graph, part.files.map(({ path }) => path)]));
}

function sizeOfAll(files: FileSource, paths: readonly string[]): number | null {
  return paths.reduce<number | null>((sum, path) => {
    const size = files.sizeOf?.(path) ?? null;
    return sum === null || size === null ? null : sum + size;
  }, 0);
}

/** A folder of the web, or a file on it that somebody has pointed to. */
function atAddress(address: string, get: Parameters<typeof httpSource>[1]): FileSource {
  const folder = folderOf(address);
  const name = plainPath(address.slice(folder.length));
  return name === '' ? httpSource(folder, get) : { ...httpSource(folder, get, [name]), label: name };
}

const folderOf = (address: string): string => address.slice(0, address.lastIndexOf('/') + 1);

async function openSource(
  source: InspectRequest['source'],
  network: Network,
  openKept: OpenKept,
  signal: AbortSignal,
): Promise<FileSource> {
  const get = (url: string, { headers }: RequestInit = {}): Promise<Response> => {
    const range = new Headers(headers).get('range');
    const path = plainPath(new URL(url).pathname);
    return lookUp(
      network,
      {
        url,
        named: path.split('/').slice(-2).join('/'),
        capBytes: capOf(path, range),
        ...(range !== null && { headers: { Range: range } }),
      },
      signal,
    );
  };
  switch (source.kind) {
    case 'kept':
      return blobSource(await openKept(source.packageId));
    case 'files':
      return blobSource({ title: source.name, files: source.files.map(({ path, file }) => ({ path, blob: file })) });
    case 'zip':
      return zipSource(source.file, source.name);
    case 'url':
      return atAddress(source.baseUrl, get);
    case 'repository': {
      const { baseUrl, repository, commit, files, folder = '' } = source.listing;
      const paths = files.map((file) => file.path);
      return { ...httpSource(`${baseUrl}/${repository}/resolve/${commit}/${folder}`, get, paths), label: repository };
    }
  }
}
