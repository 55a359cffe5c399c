import type { PackageSource } from '../../workers/protocol/engine';
import type { OpenedPackage } from '../../workers/protocol/store';

const prefix = 'kept:';

/** A kept package as the engine loads it. Its name changes with its content, so that one imported anew is loaded anew. */
export function keptSource({ id, title, files, checkpoint, lenders = [] }: OpenedPackage): PackageSource {
  const all = [...files, ...lenders.flatMap((lender) => lender.package.files)];
  const digests = all.map(({ sha256 }) => sha256.slice(0, 8)).join('');
  const choices = checkpoint ? `:${checkpoint.precision ?? ''}:${checkpoint.prediction ?? ''}:${checkpoint.kind ?? ''}` : '';
  return {
    id,
    baseUrl: `${prefix}${id}#${digests}${choices}`,
    kept: { title, files: blobsOf(files) },
    ...(lenders.length > 0 && {
      lenders: lenders.map(({ parts, package: lender }) => ({
        parts,
        kept: { title: lender.title, files: blobsOf(lender.files) },
        checkpoint: lender.checkpoint,
      })),
    }),
    ...(checkpoint && { checkpoint }),
  };
}

const blobsOf = (files: OpenedPackage['files']) => files.map(({ path, blob }) => ({ path, blob }));

/** Whether that is the source of the kept package of that id. */
export const isKept = (source: PackageSource, id: string): boolean => source.kept !== undefined && source.id === id;
