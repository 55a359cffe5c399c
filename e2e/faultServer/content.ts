import { createHash } from 'node:crypto';

/** A file that a test server gives out: held in memory, or computed where it is asked for. */
export interface Content {
  readonly sizeBytes: number;
  read(start: number, end: number): Uint8Array;
}

export function bytesContent(bytes: Uint8Array): Content {
  return { sizeBytes: bytes.byteLength, read: (start, end) => bytes.subarray(start, end) };
}

/**
 * Bytes that look like weights to every checksum and are never stored: each 32-bit word is a hash of its place and the
 * seed, so that any range of any length comes out the same whenever it is asked for.
 */
export function generatedContent(seed: number, sizeBytes: number): Content {
  return {
    sizeBytes,
    read(start, end) {
      const first = Math.floor(start / 4);
      const words = new Uint32Array(Math.ceil(end / 4) - first);
      for (let index = 0; index < words.length; index += 1) words[index] = mix(first + index, seed);
      return new Uint8Array(words.buffer).subarray(start - first * 4, end - first * 4);
    },
  };
}

function mix(place: number, seed: number): number {
  let value = Math.imul(place ^ (seed * 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** SHA-256 of a content, in lower-case hexadecimal digits. */
export function digestOf(content: Content): string {
  return hashed(createHash('sha256'), content);
}

/** Git's digest of a content. */
export function gitDigestOf(content: Content): string {
  return hashed(createHash('sha1').update(`blob ${content.sizeBytes}\0`), content);
}

function hashed(hash: ReturnType<typeof createHash>, content: Content): string {
  const step = 1024 * 1024;
  for (let start = 0; start < content.sizeBytes; start += step) hash.update(content.read(start, Math.min(content.sizeBytes, start + step)));
  return hash.digest('hex');
}
