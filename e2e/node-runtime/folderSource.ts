import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileSource } from '../../workers/packages/fileSource';
import { missingFile } from '../../workers/packages/packageFaults';

/** A package's files in a folder on disk. */
export function folderSource(folder: string): FileSource {
  return {
    label: folder,
    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    },
    async read(path, onProgress) {
      const bytes = await readFile(join(folder, ...path.split('/'))).catch((thrown: unknown) => {
        throw missingFile(path, folder, thrown);
      });
      onProgress?.(bytes.byteLength, bytes.byteLength);
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    async openRanges(path) {
      const at = join(folder, ...path.split('/'));
      const { size } = await stat(at).catch((thrown: unknown) => {
        throw missingFile(path, folder, thrown);
      });
      return {
        sizeBytes: size,
        async read(start, end) {
          const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
          const file = await open(at);
          try {
            await file.read(bytes, 0, bytes.byteLength, start);
          } finally {
            await file.close();
          }
          return bytes;
        },
      };
    },
  };
}
