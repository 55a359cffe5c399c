import type { Place } from '../linked/linkedFile';
import { refusedImport } from './safePath';
import { tr } from '../../texts/texts';

/** A file that is going to be imported, or read from an archive. */
export interface Entry {
  readonly path: string;
  readonly sizeBytes: number;
  /** Where it stays outside the store, and is not copied. */
  readonly link?: { readonly file: Blob; readonly place: Place };
  /** The content, piece by piece, from the start; throws a Fault where it is damaged. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** More than this in one package is a mistake: real ones have a few dozen. */
const maximumEntries = 2000;

/** Throws where entries are absurdly many, or share a path, also where only the case of letters differs. */
export function requireSensible(entries: readonly Pick<Entry, 'path'>[]): void {
  if (entries.length === 0)
    throw refusedImport(tr`There are no files in it.`, tr`Choose the folder or the archive that holds the model’s files.`);
  if (entries.length > maximumEntries)
    throw refusedImport(
      tr`It holds ${entries.length} files, where a model has a few dozen.`,
      tr`Choose the folder or the archive of the model alone.`,
    );
  const seen = new Set<string>();
  for (const { path } of entries) {
    const key = path.toLowerCase().normalize('NFC');
    if (seen.has(key)) throw refusedImport(tr`It holds “${path}” twice, so it is not known which is meant.`);
    seen.add(key);
  }
}

/** The pieces of a Blob. */
export async function* blobBytes(blob: Blob, pieceBytes = 1024 * 1024): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < blob.size; offset += pieceBytes) {
    let piece: ArrayBuffer;
    try {
      piece = await blob.slice(offset, offset + pieceBytes).arrayBuffer();
    } catch (thrown) {
      throw refusedImport(tr`A file could not be read to its end: it was moved or changed meanwhile.`, tr`Choose it again.`, thrown);
    }
    yield new Uint8Array(piece);
  }
}
