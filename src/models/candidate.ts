import type { StoreClient } from '../engine/storeClient';
import { Fault } from '../../workers/protocol/faults';
import type { ImportReport } from '../../workers/protocol/importReport';
import type { DownloadRequest, ImportRequest, InspectRequest } from '../../workers/protocol/store';

/** A package that was looked into and may now be taken in. */
export interface Candidate {
  readonly report: ImportReport;
  readonly title: string;
  /** What is to be fetched or copied, in bytes; null where a server does not say. */
  readonly sizeBytes: number | null;
  readonly fileCount: number;
  readonly licence: string | null;
  readonly gated: boolean;
  readonly request: { readonly kind: 'download'; readonly value: DownloadRequest } | { readonly kind: 'import'; readonly value: ImportRequest };
}

type Device = InspectRequest['device'];

/** Files of a picked folder, with the folder's own name cut off their paths. */
export function pickedFiles(files: readonly File[]): { readonly name: string; readonly files: readonly { readonly path: string; readonly file: Blob }[] } {
  const name = files[0]?.webkitRelativePath.split('/')[0] ?? 'folder';
  return { name: name || 'folder', files: files.map((file) => ({ path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file })) };
}

/** Looks into a folder or an archive. @throws Fault: it is no package, or cannot be read */
export async function lookIntoFiles(store: StoreClient, device: Device, name: string, source: ImportRequest['source'], id = `import:${crypto.randomUUID()}`): Promise<Candidate> {
  const { report, needed } = await store.inspect({ source: { ...source, name }, device });
  const wanted = new Set(needed);
  const sizeBytes = source.kind === 'files' ? source.files.reduce((sum, { path, file }) => sum + (wanted.has(path) ? file.size : 0), 0) : report.totalBytes;
  const title = report.title || name;
  return { report, title, sizeBytes, fileCount: needed.length, licence: null, gated: false, request: { kind: 'import', value: { id, title, family: report.familyWords, licence: null, name, source, only: needed } } };
}

/** Looks into a repository of a hub at a revision. @throws Fault */
export async function lookIntoRepository(store: StoreClient, device: Device, at: { readonly baseUrl: string; readonly repository: string; readonly revision: string }, knownTitle?: string): Promise<Candidate> {
  if (!/^[\w.-]+\/[\w.-]+$/.test(at.repository)) throw new Fault('download-refused', `“${at.repository}” is no repository.`, 'Write its owner, a slash and its name, as in “owner/name”.');
  const baseUrl = webAddress(at.baseUrl).replace(/\/+$/, '');
  const listing = await store.listRepository({ ...at, baseUrl });
  const { report, needed } = await store.inspect({ source: { kind: 'repository', listing }, device });
  const wanted = new Set(needed);
  const files = listing.files.filter(({ path }) => wanted.has(path));
  const title = knownTitle ?? at.repository.split('/')[1] ?? at.repository;
  const { repository, revision, commit, licence, gated } = listing;
  const value: DownloadRequest = { id: `hub:${repository}@${commit.slice(0, 12)}`, title, family: report.familyWords, licence, origin: { kind: 'hub', baseUrl, repository, revision, commit }, files };
  return { report, title, sizeBytes: totalOf(files), fileCount: files.length, licence, gated, request: { kind: 'download', value } };
}

/** Looks into a folder of a web server. @throws Fault */
export async function lookIntoAddress(store: StoreClient, device: Device, address: string): Promise<Candidate> {
  const baseUrl = `${webAddress(address).replace(/\/+$/, '')}/`;
  const { report, wanted = [] } = await store.inspect({ source: { kind: 'url', baseUrl }, device });
  const title = report.title || baseUrl;
  return { report, title, sizeBytes: totalOf(wanted), fileCount: wanted.length, licence: null, gated: false, request: { kind: 'download', value: { id: `url:${baseUrl}`, title, family: report.familyWords, licence: null, origin: { kind: 'url', baseUrl }, files: wanted } } };
}

function totalOf(files: readonly { readonly sizeBytes: number | null }[]): number | null {
  return files.reduce<number | null>((sum, { sizeBytes }) => (sum === null || sizeBytes === null ? null : sum + sizeBytes), 0);
}

function webAddress(text: string): string {
  const address = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!address || !/^https?:$/.test(address.protocol)) throw new Fault('download-refused', `“${text}” is no web address.`, 'Write all of it, beginning with https://.');
  return address.origin + address.pathname;
}

/** Whether the report leaves anything to be run. */
export const isRunnable = ({ findings }: ImportReport): boolean => !findings.some(({ severity }) => severity === 'blocks');
