import type { FileSource } from './fileSource';
import { missingFile } from './packageFaults';

/** A package whose files are all in memory already: an unpacked archive, or a test's. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>, label = 'memory'): FileSource {
  return {
    label,
    list: () => Promise.resolve([...files.keys()]),
    read(path, onProgress) {
      const bytes = files.get(path);
      if (!bytes) return Promise.reject(missingFile(path, label));
      onProgress?.(bytes.byteLength, bytes.byteLength);
      return Promise.resolve(bytes);
    },
  };
}
