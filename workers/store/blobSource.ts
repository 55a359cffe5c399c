import type { FileSource } from '../packages/fileSource';
import { missingFile } from '../packages/packageFaults';
import { Fault } from '../protocol/faults';
import type { OpenedPackage } from '../protocol/store';
import { tr } from '../texts/texts';

/**
 * A kept package as a source: every file can be opened as it lies on disk, without being read. Works in any worker,
 * since Blobs may be handed over; also for files just picked and for packages that are only in memory.
 */
export function blobSource({
  title,
  files,
}: Pick<OpenedPackage, 'title'> & { readonly files: readonly { readonly path: string; readonly blob: Blob }[] }): FileSource {
  const blobs = new Map(files.map(({ path, blob }) => [path, blob]));
  const open = (path: string): Promise<Blob> => {
    const blob = blobs.get(path);
    return blob ? Promise.resolve(blob) : Promise.reject(missingFile(path, title));
  };
  return {
    label: title,
    list: () => Promise.resolve([...blobs.keys()]),
    sizeOf: (path) => blobs.get(path)?.size ?? null,
    open,
    async read(path, onProgress) {
      const blob = await open(path);
      try {
        const bytes = new Uint8Array(await blob.arrayBuffer());
        onProgress?.(bytes.byteLength, blob.size);
        return bytes;
      } catch (thrown) {
        throw new Fault(
          'package-missing-file',
          tr`“${path}” of “${title}” can no longer be read: it was removed or changed.`,
          tr`Open the package again; if that does not help, repair it.`,
          { cause: thrown },
        );
      }
    },
  };
}
