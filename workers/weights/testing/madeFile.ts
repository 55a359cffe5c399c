import type { ByteFile } from '../../protocol/byteFile';
import { bitsPerElement } from '../header/storedTypes';

/** A tensor of a file made for a test; its data are zeros unless given. */
export interface MadeTensor {
  readonly shape: readonly number[];
  readonly dtype?: string;
  readonly data?: Uint8Array;
}

/** A file that remembers how much of it was read. */
export interface MadeFile extends ByteFile {
  readonly readBytes: () => number;
}

/** A safetensors file whose data are holes but for those given, so that it may be of any size. */
export function madeFile(
  path: string,
  tensors: ReadonlyMap<string, MadeTensor> | Readonly<Record<string, MadeTensor>>,
  metadata?: Readonly<Record<string, string>>,
): MadeFile {
  const entries: readonly (readonly [string, MadeTensor])[] = isMap(tensors) ? [...tensors] : Object.entries(tensors);
  let reached = 0;
  const placed = entries.map(([name, { shape, dtype = 'F16', data }]) => {
    const begin = reached;
    reached += (shape.reduce((product, side) => product * side, 1) * (bitsPerElement(dtype) ?? 8)) / 8;
    return { name, dtype, shape, begin, end: reached, data };
  });
  const header = placed.map(({ name, dtype, shape, begin, end }) => [name, { dtype, shape, data_offsets: [begin, end] }] as const);
  const text = JSON.stringify(Object.fromEntries([...(metadata ? [['__metadata__', metadata] as const] : []), ...header]));
  const head = headerBytes(text);
  return rawFile(path, head, head.length + reached, placed);
}

function isMap(
  tensors: ReadonlyMap<string, MadeTensor> | Readonly<Record<string, MadeTensor>>,
): tensors is ReadonlyMap<string, MadeTensor> {
  return tensors instanceof Map;
}

/** Eight bytes of length and the text. */
export function headerBytes(text: string, length?: number): Uint8Array {
  const encoded = new TextEncoder().encode(text);
  const head = new Uint8Array(8 + encoded.length);
  new DataView(head.buffer).setBigUint64(0, BigInt(length ?? encoded.length), true);
  head.set(encoded, 8);
  return head;
}

/** Bytes, then zeros up to a size. */
export function rawFile(
  path: string,
  head: Uint8Array,
  sizeBytes = head.length,
  data: readonly { readonly begin: number; readonly data: Uint8Array | undefined }[] = [],
): MadeFile {
  let readBytes = 0;
  return {
    path,
    sizeBytes,
    readBytes: () => readBytes,
    read: (begin, end) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, sizeBytes) - begin));
      readBytes += bytes.length;
      copyInto(bytes, begin, head, 0);
      for (const piece of data) if (piece.data) copyInto(bytes, begin, piece.data, head.length + piece.begin);
      return Promise.resolve(bytes);
    },
  };
}

function copyInto(bytes: Uint8Array, begin: number, source: Uint8Array, at: number): void {
  const [first, last] = [Math.max(begin, at), Math.min(begin + bytes.length, at + source.length)];
  if (first < last) bytes.set(source.subarray(first - at, last - at), first - begin);
}

/** A float32's bytes. */
export function floatBytes(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}
