import { createSHA256 } from 'hash-wasm';
import type { ByteFile } from '../../protocol/byteFile';

/** Beginnings, ends and places between, of every file. */
const samples = 16;
const sampleBytes = 4096;

/**
 * A digest that stands for a checkpoint: of the lengths of its files, of their headers and of 16 samples of each. Hashing gigabytes would
 * take longer than loading them; two fine-tunes of one model differ in practically every block.
 */
export async function checkpointDigest(files: readonly ByteFile[]): Promise<string> {
  const hash = await createSHA256();
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${file.path}\n${file.sizeBytes}\n`);
    const starts = Array.from({ length: samples }, (_, i) => Math.floor((i * Math.max(0, file.sizeBytes - sampleBytes)) / (samples - 1)));
    for (const start of new Set(starts)) hash.update(await file.read(start, Math.min(start + sampleBytes, file.sizeBytes)));
  }
  return hash.digest('hex');
}
