import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteFile } from '../../../workers/protocol/byteFile';

/** A file of a folder on disk, read range by range. */
export async function byteFile(folder: string, path: string): Promise<ByteFile> {
  const { size } = await stat(join(folder, path));
  return {
    path,
    sizeBytes: size,
    read: async (begin, end) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - begin));
      const file = await open(join(folder, path));
      try {
        const { bytesRead } = await file.read(bytes, 0, bytes.length, begin);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

/** Every file below a folder. */
export async function folderFiles(folder: string): Promise<ByteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return Promise.all(paths.sort().map((path) => byteFile(folder, path)));
}
