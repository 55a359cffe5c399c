import { Fault } from '../protocol/faults';
import type { DownloadRequest } from '../protocol/store';
import { requireSensible } from './import/entry';
import { safePath } from './import/safePath';
import type { PackageRecord } from './record/packageRecord';
import { tr } from '../texts/texts';

/** Throws where a request cannot be begun: no files, doubles, paths that lead elsewhere, addresses that are none. */
export function requireDownloadable({ files }: DownloadRequest): void {
  requireSensible(files);
  for (const { path, url } of files) {
    if (safePath(path) !== path)
      throw new Fault('import-refused', tr`“${path}” is no path in a package.`, tr`Use a source that you trust.`);
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new Fault('download-refused', tr`“${url}” is no web address.`, tr`Use one that begins with https://.`);
  }
}

/** Whether a request names the very files of a package that was begun, so that it can be gone on with. */
export function sameDownload(record: PackageRecord, { files }: DownloadRequest): boolean {
  return (
    record.files.length === files.length &&
    files.every((wanted, index) => {
      const kept = record.files[index];
      return (
        kept?.path === wanted.path &&
        kept.url === wanted.url &&
        kept.sha256 === wanted.sha256 &&
        (wanted.sizeBytes === null || kept.sizeBytes === null || kept.sizeBytes === wanted.sizeBytes)
      );
    })
  );
}
