import { sha256Of } from '../protocol/sha256Of';
import type { BadBlocks } from '../protocol/store';
import type { FileRecord, PackageRecord } from './record/packageRecord';

/**
 * Reads every block of every complete file and compares its digest with the one recorded when the whole was verified.
 * Files that are still being fetched are left out. Throws the signal's reason, and what `open` throws.
 * @param open null where a file is gone.
 */
export async function verifyPackage(
  open: (file: FileRecord) => Promise<Blob | null>,
  record: PackageRecord,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<readonly BadBlocks[]> {
  const bad: BadBlocks[] = [];
  for (const file of record.files) {
    if (file.state === 'mismatched') bad.push({ path: file.path, blocks: [], lost: false });
    if (file.state !== 'complete') continue;
    const blob = await open(file);
    if (!blob) bad.push({ path: file.path, blocks: [], lost: true });
    const blocks = blob ? await badBlocks(blob, file, record.blockBytes, signal, onRead) : [];
    if (blocks.length > 0) bad.push({ path: file.path, blocks, lost: false });
  }
  return bad;
}

async function badBlocks(
  blob: Blob,
  file: FileRecord,
  blockBytes: number,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<readonly number[]> {
  const bad: number[] = [];
  for (const [block, digest] of file.blocks.entries()) {
    signal.throwIfAborted();
    const start = block * blockBytes;
    const bytes = await readPiece(blob, start, Math.min(start + blockBytes, file.sizeBytes ?? 0));
    if (bytes === null || (await sha256Of(bytes)) !== digest) bad.push(block);
    onRead(bytes?.byteLength ?? 0);
  }
  return bad;
}

/** Null where the browser cannot read it: the block is as good as gone. */
async function readPiece(blob: Blob, start: number, end: number): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch {
    return null;
  }
}

/** Takes bad blocks out of the record, so that they are fetched again and nothing else is. */
export function forgetBad(record: PackageRecord, bad: readonly BadBlocks[]): void {
  for (const { path, blocks, lost } of bad) {
    const file = record.files.find((one) => one.path === path);
    if (!file) continue;
    if (file.state === 'complete') file.state = 'wanted';
    if (lost) file.blocks = [];
    for (const block of blocks) file.blocks[block] = null;
  }
}
