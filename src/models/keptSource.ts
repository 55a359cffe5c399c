import type { PackageSource } from '../../workers/protocol/engine';
import type { OpenedPackage } from '../../workers/protocol/store';

const prefix = 'kept:';

/** A kept package as the engine loads it. Its name changes with its content, so that one imported anew is loaded anew. */
export function keptSource({ id, title, files }: OpenedPackage): PackageSource {
  const digests = files.map(({ sha256 }) => sha256.slice(0, 8)).join('');
  return { id, baseUrl: `${prefix}${id}#${digests}`, kept: { title, files: files.map(({ path, blob }) => ({ path, blob })) } };
}

/** Whether that is the source of the kept package of that id. */
export const isKept = (source: PackageSource, id: string): boolean => source.kept !== undefined && source.id === id;
