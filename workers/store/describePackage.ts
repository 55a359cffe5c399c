import type { FaultReport } from '../protocol/faults';
import type { StoredFileInfo, StoredPackage, StoredState } from '../protocol/store';
import { doneBytes, type FileRecord, type PackageRecord } from './record/packageRecord';

/**
 * What the window is told of a package. `sizes`: bytes by name as they are on disk, with which complete files are
 * compared; null while a job is at work, whose record is right.
 */
export function describePackage(
  record: PackageRecord,
  sizes: ReadonlyMap<string, number> | null,
  job: StoredState | null,
  fault: FaultReport | null,
): StoredPackage {
  const own = record.files.filter((file) => file.derived !== true);
  const files = own.map((file) => describeFile(file, record.blockBytes, sizes));
  const { id, title, family, licence, origin, notes, addOn } = record;
  const refetchable = own.every((file) => file.url !== null);
  return {
    id,
    title,
    family,
    licence,
    origin,
    state: job ?? restState(files, refetchable),
    files,
    doneBytes: files.reduce((sum, file) => sum + file.doneBytes, 0),
    totalBytes: files.every((file) => file.sizeBytes !== null) ? files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0) : null,
    refetchable,
    notes,
    fault,
    checkpoint: record.checkpoint ?? null,
    ...(addOn && { addOn }),
    ...(record.loans && record.loans.length > 0 && { loans: record.loans }),
    ...(record.isPart && { isPart: true }),
  };
}

function describeFile(file: FileRecord, blockBytes: number, sizes: ReadonlyMap<string, number> | null): StoredFileInfo {
  const isLost = isFileLost(file, sizes);
  return {
    path: file.path,
    sizeBytes: file.sizeBytes,
    doneBytes: isLost ? 0 : doneBytes(file, blockBytes),
    sha256: file.state === 'complete' ? file.foundSha256 : null,
    promised: file.sha256 !== null || file.gitSha1 !== null,
    state: isLost ? 'lost' : file.state,
    ...(file.linked && { stays: { name: file.linked.name, kind: file.linked.within === undefined ? 'file' : 'folder' } }),
  };
}

/** Whether a file that was complete is gone from disk, or has another length than it had. */
export function isFileLost(file: FileRecord, sizes: ReadonlyMap<string, number> | null): boolean {
  return sizes !== null && file.state === 'complete' && !file.linked && sizes.get(file.name) !== file.sizeBytes;
}

function restState(files: readonly StoredFileInfo[], refetchable: boolean): StoredState {
  if (files.some((file) => file.state === 'lost' || file.state === 'mismatched')) return 'damaged';
  if (files.every((file) => file.state === 'complete')) return 'ready';
  // Half an import cannot be gone on with.
  return refetchable ? 'paused' : 'damaged';
}
