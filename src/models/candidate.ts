import type { StoreClient } from '../engine/storeClient';
import { Fault } from '../../workers/protocol/faults';
import type { ImportReport } from '../../workers/protocol/importReport';
import type { DownloadRequest, ImportRequest, InspectRequest, RepositoryListing, SeveralModels } from '../../workers/protocol/store';
import type { HubAddress } from './hubAddress';
import { tr } from '../../workers/texts/texts';

/** A package that was looked into and may now be taken in. */
export interface Candidate {
  readonly report: ImportReport;
  readonly title: string;
  /** What is to be fetched or copied, in bytes; null where a server does not say. */
  readonly sizeBytes: number | null;
  readonly fileCount: number;
  readonly licence: string | null;
  readonly gated: boolean;
  readonly request:
    { readonly kind: 'download'; readonly value: DownloadRequest } | { readonly kind: 'import'; readonly value: ImportRequest };
  /** The same with other files of its networks: those of a precision, or a file's path for a part. @throws Fault */
  readonly lookAgain: (wishes: NonNullable<InspectRequest['wishes']>, signal?: AbortSignal) => Promise<Found>;
}

/** Several models lie side by side: which is meant is asked, and that one is then looked into. */
export interface SeveralCandidates {
  /** Folders or files; “.” is what lies at the top. */
  readonly models: readonly string[];
  /** @throws Fault */
  readonly lookInto: (model: string, signal?: AbortSignal) => Promise<Found>;
}

/** What a look into a source finds. */
export type Found = Candidate | SeveralCandidates;

/** What was found where one model is expected. @throws Fault: there are several */
export function theOnly<T extends object>(found: T | SeveralModels): Exclude<T, SeveralModels> {
  if (!('models' in found)) return found as Exclude<T, SeveralModels>;
  throw new Fault(
    'package-unsupported',
    tr`There are several models in it: ${found.models.map((name) => `“${name}”`).join(', ')}.`,
    tr`Add the one that is meant by itself.`,
  );
}

type Device = InspectRequest['device'];
/** What a person has said about what was found. */
type Said = Pick<InspectRequest, 'model' | 'wishes'>;

/** Files of a picked folder, with the folder's own name cut off their paths. */
export function pickedFiles(files: readonly File[]): {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly file: Blob }[];
} {
  const name = files[0]?.webkitRelativePath.split('/')[0] ?? 'folder';
  return {
    name: name || 'folder',
    files: files.map((file) => ({ path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file })),
  };
}

/** Looks into a folder or an archive. @throws Fault: it is no package, or cannot be read */
export async function lookIntoFiles(
  store: StoreClient,
  device: Device,
  name: string,
  source: ImportRequest['source'],
  id = `import:${crypto.randomUUID()}`,
  signal?: AbortSignal,
  said: Said = {},
): Promise<Found> {
  const again = (more: Said, next?: AbortSignal): Promise<Found> =>
    lookIntoFiles(store, device, name, source, id, next, { ...said, ...more });
  const found = await store.inspect({ source: { ...source, name }, device, ...said }, signal);
  if ('models' in found) return several(found, again);
  const { report, needed, neededBytes, folder } = found;
  const sizeBytes = neededBytes ?? report.totalBytes;
  const title = nameOf(said) ?? (report.title || name);
  return {
    report,
    title,
    sizeBytes,
    fileCount: needed.length,
    licence: null,
    gated: false,
    lookAgain: (wishes, next) => again({ wishes }, next),
    request: {
      kind: 'import',
      value: { ...labelOf(report), id, title, licence: null, name, source, only: needed, ...(folder !== undefined && { folder }) },
    },
  };
}

/** Of several models each goes by its own name: what their files say may be the same. */
function nameOf({ model }: Said): string | null {
  const last = model
    ?.split('/')
    .at(-1)
    ?.replace(/\.safetensors$/i, '');
  return last === undefined || last === '.' ? null : last;
}

function several({ models }: SeveralModels, again: (said: Said, signal?: AbortSignal) => Promise<Found>): SeveralCandidates {
  return { models, lookInto: (model, signal) => again({ model }, signal) };
}

/** Looks into a repository of a hub, a folder of it or one of its files. @throws Fault */
export async function lookIntoRepository(
  store: StoreClient,
  device: Device,
  at: Pick<HubAddress, 'baseUrl' | 'repository' | 'revision'> & Partial<HubAddress>,
  knownTitle?: string,
  signal?: AbortSignal,
  said: Said = {},
): Promise<Found> {
  const again = (more: Said, next?: AbortSignal): Promise<Found> =>
    lookIntoRepository(store, device, at, knownTitle, next, { ...said, ...more });
  const { repository, revision, folder = '', file = null } = at;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Fault(
      'download-refused',
      tr`“${repository}” is no repository.`,
      tr`Write its owner, a slash and its name, as in “owner/name”.`,
    );
  const whole = await store.listRepository({ repository, revision, baseUrl: webAddress(at.baseUrl).replace(/\/+$/, '') }, signal);
  const listing = within(whole, folder, file);
  const found = await store.inspect({ source: { kind: 'repository', listing }, device, ...said }, signal);
  if ('models' in found) return several(found, again);
  const { report, needed, folder: inner = '' } = found;
  const wanted = new Set(needed.map((path) => inner + path));
  const files = listing.files.filter(({ path }) => wanted.has(path)).map((one) => ({ ...one, path: one.path.slice(inner.length) }));
  const name = file ?? repository;
  const title =
    nameOf(said) ??
    knownTitle ??
    name
      .split('/')
      .at(-1)
      ?.replace(/\.safetensors$/i, '') ??
    name;
  const { baseUrl, commit, licence, gated } = listing;
  const value: DownloadRequest = {
    ...labelOf(report),
    id: `hub:${repository}@${commit.slice(0, 12)}${folder || file ? `/${file ?? folder}` : ''}${said.model ? `#${said.model}` : ''}`,
    title,
    licence,
    origin: { kind: 'hub', baseUrl, repository, revision, commit },
    files,
  };
  return {
    ...{ report, title, licence, gated },
    sizeBytes: totalOf(files),
    fileCount: files.length,
    lookAgain: (wishes, next) => again({ wishes }, next),
    request: { kind: 'download', value },
  };
}

/** What the store is told of a package, as the report has it. */
function labelOf({ familyWords, addOn, lending }: ImportReport): Pick<ImportRequest, 'family' | 'addOn' | 'isPart'> {
  return { family: familyWords, ...(addOn && { addOn }), ...(lending.isPart && { isPart: true }) };
}

/** The part of a repository that is meant, its paths from there on. */
function within(listing: RepositoryListing, folder: string, file: string | null): RepositoryListing {
  const prefix = file === null ? folder : file.slice(0, file.lastIndexOf('/') + 1);
  const files = listing.files
    // With a file of weights comes the training code's configuration beside it, which may say what it predicts.
    .filter(({ path }) => (file === null ? path.startsWith(folder) : path === file || path === file.replace(/\.safetensors$/i, '.yaml')))
    .map((one) => ({ ...one, path: one.path.slice(prefix.length) }));
  if (files.length > 0) return { ...listing, files, folder: prefix };
  throw new Fault(
    'download-missing',
    file === null
      ? tr`“${listing.repository}” has no folder “${folder.replace(/\/$/, '')}”.`
      : tr`“${listing.repository}” has no file “${file}”.`,
    tr`Open its page and copy the address again.`,
  );
}

/** Looks into a folder of a web server, or a file of weights on one. @throws Fault */
export async function lookIntoAddress(
  store: StoreClient,
  device: Device,
  address: string,
  signal?: AbortSignal,
  said: Said = {},
): Promise<Found> {
  const again = (more: Said, next?: AbortSignal): Promise<Found> => lookIntoAddress(store, device, address, next, { ...said, ...more });
  const plain = webAddress(address).replace(/\/+$/, '');
  const baseUrl = /\.safetensors$/i.test(plain) ? plain : `${plain}/`;
  const found = await store.inspect({ source: { kind: 'url', baseUrl }, device, ...said }, signal);
  if ('models' in found) return several(found, again);
  const { report, wanted = [] } = found;
  const title = nameOf(said) ?? (report.title || baseUrl);
  return {
    report,
    title,
    sizeBytes: totalOf(wanted),
    fileCount: wanted.length,
    licence: null,
    gated: false,
    lookAgain: (wishes, next) => again({ wishes }, next),
    request: {
      kind: 'download',
      value: {
        ...labelOf(report),
        id: `url:${baseUrl}${said.model ? `#${said.model}` : ''}`,
        title,
        licence: null,
        origin: { kind: 'url', baseUrl },
        files: wanted,
      },
    },
  };
}

function totalOf(files: readonly { readonly sizeBytes: number | null }[]): number | null {
  return files.reduce<number | null>((sum, { sizeBytes }) => (sum === null || sizeBytes === null ? null : sum + sizeBytes), 0);
}

function webAddress(text: string): string {
  const address = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!address || !/^https?:$/.test(address.protocol))
    throw new Fault('download-refused', tr`“${text}” is no web address.`, tr`Write all of it, beginning with https://.`);
  return address.origin + address.pathname;
}

/** Whether the report leaves anything to be run. */
export const isRunnable = ({ findings }: ImportReport): boolean => !findings.some(({ severity }) => severity === 'blocks');
