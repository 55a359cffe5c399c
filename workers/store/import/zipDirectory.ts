import { refusedImport } from './safePath';
import { tr } from '../../texts/texts';

/** What an archive's directory says of one file in it. */
export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated; others are refused when they are read. */
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Where the entry's local header stands in the archive. */
  readonly offset: number;
}

const endBytes = 22;
const maximumComment = 0xffff;
const maximumDirectoryBytes = 16 * 1024 * 1024;
const unknown32 = 0xffffffff;

/**
 * Reads an archive's central directory, the only place where lengths and places are certain before anything is
 * unpacked; archives over 4 GB included. Throws a Fault where it is not a whole archive.
 */
export async function readZipDirectory(zip: Blob): Promise<readonly ZipEntry[]> {
  const { count, start, sizeBytes } = await findDirectory(zip);
  if (sizeBytes > maximumDirectoryBytes || start + sizeBytes > zip.size) throw notWhole();
  const view = new DataView(await zip.slice(start, start + sizeBytes).arrayBuffer());
  const entries: ZipEntry[] = [];
  try {
    for (let index = 0, at = 0; index < count; index += 1) {
      const { entry, next } = readEntry(view, at);
      at = next;
      if (!entry.name.endsWith('/')) entries.push(entry);
    }
  } catch (thrown) {
    if (thrown instanceof RangeError) throw notWhole(thrown);
    throw thrown;
  }
  return entries;
}

async function findDirectory(zip: Blob): Promise<{ count: number; start: number; sizeBytes: number }> {
  const tailStart = Math.max(0, zip.size - endBytes - maximumComment);
  const tail = new DataView(await zip.slice(tailStart).arrayBuffer());
  let at = tail.byteLength - endBytes;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) at -= 1;
  if (at < 0) throw notWhole();
  const plain = { count: tail.getUint16(at + 10, true), sizeBytes: tail.getUint32(at + 12, true), start: tail.getUint32(at + 16, true) };
  const locator = at - 20;
  if (locator < 0 || tail.getUint32(locator, true) !== 0x07064b50) return plain;
  const largeAt = Number(tail.getBigUint64(locator + 8, true));
  const large = new DataView(await zip.slice(largeAt, largeAt + 56).arrayBuffer());
  if (large.byteLength < 56 || large.getUint32(0, true) !== 0x06064b50) throw notWhole();
  return {
    count: Number(large.getBigUint64(32, true)),
    sizeBytes: Number(large.getBigUint64(40, true)),
    start: Number(large.getBigUint64(48, true)),
  };
}

function readEntry(view: DataView, at: number): { readonly entry: ZipEntry; readonly next: number } {
  if (view.getUint32(at, true) !== 0x02014b50) throw notWhole();
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const commentLength = view.getUint16(at + 32, true);
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
  const sizes = largeSizes(view, at + 46 + nameLength, extraLength, {
    sizeBytes: view.getUint32(at + 24, true),
    packedBytes: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  });
  return {
    entry: { name, method, isEncrypted: (flags & 0x2041) !== 0 || method === 99, crc32: view.getUint32(at + 16, true), ...sizes },
    next: at + 46 + nameLength + extraLength + commentLength,
  };
}

type Sizes = Pick<ZipEntry, 'sizeBytes' | 'packedBytes' | 'offset'>;

/** Lengths over 4 GB stand in an extra field, in this order, each only where its own field says so. */
function largeSizes(view: DataView, start: number, length: number, plain: Sizes): Sizes {
  let { sizeBytes, packedBytes, offset } = plain;
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    const next = (): number => {
      const value = Number(view.getBigUint64(field, true));
      field += 8;
      return value;
    };
    if (sizeBytes === unknown32) sizeBytes = next();
    if (packedBytes === unknown32) packedBytes = next();
    if (offset === unknown32) offset = next();
  }
  return { sizeBytes, packedBytes, offset };
}

/** The archive is cut, or none at all. */
export function notWhole(cause?: unknown): Error {
  return refusedImport(
    tr`This is not a whole zip archive.`,
    tr`Download it again; if it is another kind of archive, unpack it and import the folder.`,
    cause,
  );
}
