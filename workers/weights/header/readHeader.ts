import type { ByteFile } from '../../protocol/byteFile';
import type { Fault } from '../../protocol/faults';
import { downloadAgain, invalidFile } from '../checkpointFaults';
import { foreignKind } from './fileKinds';
import { readHeaderText, shorten } from './headerText';
import type { WrittenHeader, WrittenTensor } from './headerText';
import { HeaderSyntax } from './jsonCursor';
import { bitsPerElement } from './storedTypes';
import { tr } from '../../texts/texts';

/** A tensor where it lies in its file; its type may be one that the studio does not know. */
export interface StoredTensor {
  readonly name: string;
  readonly file: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte, counted from the file's beginning. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What a safetensors file says of itself, found sound. */
export interface SafetensorsHeader {
  readonly file: string;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** The format's own bound. */
const maximumHeaderBytes = 100_000_000;
const lengthBytes = 8;
const madeAnew = tr`The program that wrote it did so wrongly, or it was changed afterwards: take the model from its own page.`;

/**
 * Reads the header of a safetensors file: its first bytes and its header, never the data. Every rule of the format is checked, so that
 * each tensor's range is its own, within the file, and of the size that shape and type ask for.
 * Throws a Fault `checkpoint-invalid` that says what is wrong.
 */
export async function readHeader(file: ByteFile): Promise<SafetensorsHeader> {
  const head = await file.read(0, Math.min(file.sizeBytes, 64));
  const headerBytes = measureHeader(file, head);
  const bytes = await file.read(lengthBytes, lengthBytes + headerBytes);
  if (bytes.byteLength !== headerBytes) throw invalidFile(file.path, tr`became shorter while it was read`, downloadAgain);
  const { tensors, metadata } = parse(file.path, bytes);
  checkCoverage(file, tensors, lengthBytes + headerBytes);
  const stored = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, begin, end }] of tensors)
    stored.set(name, { name, file: file.path, dtype, shape, offset: lengthBytes + headerBytes + begin, sizeBytes: end - begin });
  return { file: file.path, tensors: stored, metadata };
}

function measureHeader(file: ByteFile, head: Uint8Array): number {
  if (file.sizeBytes === 0) throw invalidFile(file.path, tr`is empty`, downloadAgain);
  const foreign = foreignKind(head);
  if (foreign) throw invalidFile(file.path, foreign.what, foreign.hint);
  if (head.byteLength <= lengthBytes) throw invalidFile(file.path, tr`is too short to hold weights`, downloadAgain);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (length > maximumHeaderBytes)
    throw invalidFile(file.path, tr`is no safetensors file: it begins like something else`, tr`Choose a “.safetensors” file.`);
  if (length < 2 || head[lengthBytes] !== 0x7b)
    throw invalidFile(file.path, tr`is no safetensors file: no header stands at its beginning`, tr`Choose a “.safetensors” file.`);
  if (lengthBytes + length > file.sizeBytes)
    throw invalidFile(file.path, tr`ends within its own header (${file.sizeBytes} bytes are there)`, downloadAgain);
  return length;
}

function parse(path: string, bytes: Uint8Array): WrittenHeader {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (thrown) {
    throw invalidFile(path, tr`has a header that is no text`, downloadAgain, thrown);
  }
  try {
    return readHeaderText(text);
  } catch (thrown) {
    if (!(thrown instanceof HeaderSyntax)) throw thrown;
    throw invalidFile(path, tr`is no sound safetensors file: its header ${thrown.message}`, madeAnew, thrown);
  }
}

/** Sizes fit shapes, and the ranges cover the data from first to last byte, without hole and overlap. */
function checkCoverage(file: ByteFile, tensors: ReadonlyMap<string, WrittenTensor>, dataBegin: number): void {
  const inOrder = [...tensors].sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  let reached = 0;
  for (const [name, tensor] of inOrder) {
    checkSize(file.path, name, tensor);
    if (tensor.begin !== reached) throw misplaced(file.path, name, tensor.begin < reached);
    reached = tensor.end;
  }
  const expected = dataBegin + reached;
  if (file.sizeBytes < expected)
    throw invalidFile(file.path, tr`is not complete: ${file.sizeBytes} of ${expected} bytes are there`, downloadAgain);
  if (file.sizeBytes > expected)
    throw invalidFile(
      file.path,
      tr`has ${file.sizeBytes - expected} bytes behind its last tensor, which no writer puts there`,
      downloadAgain,
    );
}

function checkSize(path: string, name: string, { dtype, shape, begin, end }: WrittenTensor): void {
  const told = (what: string) => invalidFile(path, tr`is no sound safetensors file: its tensor “${shorten(name)}” ${what}`, madeAnew);
  if (end < begin) throw told(tr`ends before it begins`);
  const bits = bitsPerElement(dtype);
  // An unknown type cannot be measured; whoever needs the tensor refuses it.
  if (bits === null) return;
  let elements = shape.includes(0) ? 0 : 1;
  for (const side of shape) {
    elements *= side;
    if (!Number.isSafeInteger(elements * bits)) throw told(tr`is larger than any file`);
  }
  if ((end - begin) * 8 !== elements * bits)
    throw told(tr`has ${end - begin} bytes where its shape (${shape.join(', ')}) in ${dtype} needs ${(elements * bits) / 8}`);
}

function misplaced(path: string, name: string, overlaps: boolean): Fault {
  const what = overlaps ? tr`lies over another one` : tr`leaves a hole before it`;
  return invalidFile(path, tr`is no sound safetensors file: its tensor “${shorten(name)}” ${what}`, madeAnew);
}
