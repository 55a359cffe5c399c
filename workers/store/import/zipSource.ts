import type { FileSource } from '../../packages/fileSource';
import { missingFile } from '../../packages/packageFaults';
import { streamReader } from '../../packages/rangeReaders';
import type { Entry } from './entry';
import { refusedImport } from './safePath';
import { zipEntries } from './zipEntries';
import { tr } from '../../texts/texts';

/** Reads files out of an archive without importing it: for a look at its configurations. Throws a Fault `import-refused`. */
export async function zipSource(zip: Blob, label: string): Promise<FileSource> {
  const entries = new Map((await zipEntries(zip)).map((entry) => [entry.path, entry]));
  return {
    label,
    list: () => Promise.resolve([...entries.keys()]),
    sizeOf: (path) => entries.get(path)?.sizeBytes ?? null,
    async read(path, onProgress) {
      const entry = entries.get(path);
      if (!entry) throw missingFile(path, label);
      return readEntry(entry, onProgress);
    },
    openRanges(path) {
      const entry = entries.get(path);
      return entry ? Promise.resolve(streamReader(entry.sizeBytes, () => entry.bytes())) : Promise.reject(missingFile(path, label));
    },
  };
}

/** One buffer holds about so much in every browser; whatever needs all bytes at once is far smaller. */
const mostBytes = 2 ** 31 - 1;

/** All of an entry's bytes. */
export async function readEntry(entry: Entry, onProgress?: (readBytes: number, totalBytes: number) => void): Promise<Uint8Array> {
  if (entry.sizeBytes > mostBytes)
    throw refusedImport(
      tr`“${entry.path}” is too large to be read at once.`,
      tr`Import the archive first; its files are then read from the disk, piece by piece.`,
    );
  const whole = new Uint8Array(entry.sizeBytes);
  let filled = 0;
  for await (const piece of entry.bytes()) {
    whole.set(piece, filled);
    filled += piece.byteLength;
    onProgress?.(filled, entry.sizeBytes);
  }
  return whole;
}
