import type { FileSource } from '../packages/fileSource';
import { httpSource } from '../packages/httpSource';
import { inspectPackage } from '../packages/inspect/inspectPackage';
import { selectFiles } from '../packages/layout/selectFiles';
import type { Inspection, InspectRequest, OpenedPackage } from '../protocol/store';
import { blobSource } from './blobSource';
import type { Network } from './download/network';
import { zipSource } from './import/zipSource';
import { wantedAtAddress } from './wantedAtAddress';

/**
 * Looks into a package wherever it is: on disk, in an archive or at an address, of which parts are asked for.
 * Throws Faults: those of the source, and of what is no package at all.
 */
export async function inspectSource(request: InspectRequest, network: Network, openKept: (packageId: string) => Promise<OpenedPackage>): Promise<Inspection> {
  const { source, device, wishes = {} } = request;
  const files = await openSource(source, network, openKept);
  const listing = await files.list();
  const report = await inspectPackage(files, device, wishes);
  if (source.kind !== 'url') return { report, needed: listing ? selectFiles(listing, device, wishes) : [] };
  const wanted = await wantedAtAddress(files, source.baseUrl, report, request);
  return { report, needed: wanted.map(({ path }) => path), wanted };
}

async function openSource(source: InspectRequest['source'], network: Network, openKept: (packageId: string) => Promise<OpenedPackage>): Promise<FileSource> {
  const get = (url: string, init: RequestInit = {}): Promise<Response> => network.fetch(url, { credentials: 'omit', ...init });
  switch (source.kind) {
    case 'kept':
      return blobSource(await openKept(source.packageId));
    case 'files':
      return blobSource({ title: source.name, files: source.files.map(({ path, file }) => ({ path, blob: file })) });
    case 'zip':
      return zipSource(source.file, source.name);
    case 'url':
      return httpSource(source.baseUrl, get);
    case 'repository': {
      const { baseUrl, repository, commit, files } = source.listing;
      return { ...httpSource(`${baseUrl}/${repository}/resolve/${commit}/`, get, files.map((file) => file.path)), label: repository };
    }
  }
}
