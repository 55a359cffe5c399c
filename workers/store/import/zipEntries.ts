import { Inflate } from 'fflate';
import { createCRC32 } from 'hash-wasm';
import { blobBytes, requireSensible, type Entry } from './entry';
import { commonFolder, isClutter, refusedImport, safePath } from './safePath';
import { notWhole, readZipDirectory, type ZipEntry } from './zipDirectory';
import { tr } from '../../texts/texts';

const localHeaderBytes = 30;
/** Small enough that even the densest piece unpacks to tens of megabytes. */
const pieceBytes = 64 * 1024;
/** Texts shrink to a twentieth at best and weights hardly at all; a bomb's to a thousandth. */
const maximumRatio = 200;
const ratioCountsFromBytes = 16 * 1024 * 1024;
/** Nobody has a package larger than this. */
const maximumTotalBytes = 64 * 1024 ** 3;

/**
 * The files in an archive, by safe paths, without a folder around everything. All checks that need no unpacking are
 * made here, before a byte is written: paths, doubles, encryption, overlapping entries, and lengths that only a bomb has.
 */
export async function zipEntries(zip: Blob): Promise<readonly Entry[]> {
  const found = (await readZipDirectory(zip))
    .filter(({ name }) => !isClutter(name))
    .map((entry) => ({ ...entry, name: safePath(entry.name) }));
  requireSensible(found.map(({ name }) => ({ path: name })));
  requireHarmless(found, zip.size);
  const around = commonFolder(found.map(({ name }) => name)).length;
  return found.map((entry) => ({ path: entry.name.slice(around), sizeBytes: entry.sizeBytes, bytes: () => unpack(zip, entry) }));
}

function requireHarmless(entries: readonly ZipEntry[], zipBytes: number): void {
  for (const { name, isEncrypted, method, sizeBytes, packedBytes } of entries) {
    if (isEncrypted) throw refusedImport(tr`“${name}” is encrypted.`, tr`Unpack the archive with its password and import the folder.`);
    if (method !== 0 && method !== 8)
      throw refusedImport(
        tr`“${name}” is packed in a way that browsers cannot unpack (method ${method}).`,
        tr`Unpack the archive and import the folder, or pack it again with plain deflate.`,
      );
    if (sizeBytes > ratioCountsFromBytes && sizeBytes > packedBytes * maximumRatio)
      throw refusedImport(tr`“${name}” would grow from ${packedBytes} to ${sizeBytes} bytes: this is no model but a trap.`);
    if (method === 0 && sizeBytes !== packedBytes) throw notWhole();
  }
  const totalBytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (totalBytes > maximumTotalBytes) throw refusedImport(tr`Unpacked, it would be larger than any model.`);
  // Many small entries, each below what counts alone, add up.
  if (totalBytes > ratioCountsFromBytes && totalBytes > zipBytes * maximumRatio)
    throw refusedImport(tr`The archive’s ${zipBytes} bytes would grow to ${totalBytes}: this is no model but a trap.`);
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  inOrder.forEach((entry, index) => {
    const end = inOrder[index + 1]?.offset ?? zipBytes;
    if (entry.offset + localHeaderBytes + entry.packedBytes > end)
      throw refusedImport(tr`The archive uses the same bytes for several files, beginning with “${entry.name}”: it is damaged or a trap.`);
  });
}

/** Unpacks one file; its length and CRC-32 have to be what the directory says, and never a byte more is given out. */
async function* unpack(zip: Blob, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const damaged = (what: string, cause?: unknown): Error =>
    refusedImport(tr`“${entry.name}” is damaged in the archive: ${what}.`, tr`Download the archive again.`, cause);
  const crc = (await createCRC32()).init();
  let given = 0;
  for await (const piece of packedPieces(zip, entry, damaged)) {
    given += piece.byteLength;
    if (given > entry.sizeBytes) throw damaged(tr`it is longer than the archive says`);
    crc.update(piece);
    yield piece;
  }
  if (given !== entry.sizeBytes) throw damaged(tr`it ends too early`);
  if (Number.parseInt(crc.digest('hex'), 16) !== entry.crc32) throw damaged(tr`its checksum differs`);
}

async function* packedPieces(zip: Blob, entry: ZipEntry, damaged: (what: string, cause?: unknown) => Error): AsyncGenerator<Uint8Array> {
  const packed = await packedBlob(zip, entry);
  if (entry.method === 0) {
    yield* blobBytes(packed);
    return;
  }
  let unpacked: Uint8Array[] = [];
  const inflate = new Inflate((piece) => unpacked.push(piece));
  let read = 0;
  for await (const piece of blobBytes(packed, pieceBytes)) {
    read += piece.byteLength;
    try {
      inflate.push(piece, read === packed.size);
    } catch (thrown) {
      throw damaged(tr`it cannot be unpacked`, thrown);
    }
    const ready = unpacked;
    unpacked = [];
    yield* ready;
  }
}

/** The local header's own name and extra field may have other lengths than the directory's. */
async function packedBlob(zip: Blob, { offset, packedBytes }: ZipEntry): Promise<Blob> {
  const header = new DataView(await zip.slice(offset, offset + localHeaderBytes).arrayBuffer());
  if (header.byteLength < localHeaderBytes || header.getUint32(0, true) !== 0x04034b50) throw notWhole();
  const start = offset + localHeaderBytes + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + packedBytes > zip.size) throw notWhole();
  return zip.slice(start, start + packedBytes);
}
