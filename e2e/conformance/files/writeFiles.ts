import { mkdir, open, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { narrow } from './narrow';
import { expandKeys } from './patterns';
import { fillRuled, seedOf } from './ruledValues';
import type { FileSet, FileSpec, TensorSpec } from './fileSpecs';

const bytesOf: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  F32: 4,
  I32: 4,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U8: 1,
  I8: 1,
  BOOL: 1,
};
const blockElements = 1 << 20;

/** Writes a case's files and configurations into a folder; what follows no rule is left as a hole. */
export async function writeFiles(folder: string, { files, configs, salt }: FileSet): Promise<void> {
  for (const [path, content] of Object.entries(configs ?? {}))
    await place(folder, path, (target) => writeFile(target, JSON.stringify(expandWeightMap(content))));
  for (const [path, spec] of Object.entries(files ?? {})) await place(folder, path, (target) => writeOne(target, spec, salt));
}

async function place(folder: string, path: string, write: (target: string) => Promise<void>): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await write(target);
}

function expandWeightMap(content: unknown): unknown {
  if (typeof content !== 'object' || content === null || !('weight_map' in content)) return content;
  return { ...content, weight_map: Object.fromEntries(expandKeys(content.weight_map as Record<string, string>)) };
}

async function writeOne(target: string, spec: FileSpec, salt: number): Promise<void> {
  const file = await open(target, 'w');
  try {
    if ('hex' in spec) await write(file, Buffer.from(spec.hex, 'hex'), 0);
    else if ('header' in spec) {
      const text = Buffer.from(spec.header, 'utf8');
      await write(file, Buffer.concat([lengthOf(spec.length ?? text.length), text]), 0);
    } else return await writeTensors(file, spec, spec.salt ?? salt);
    await file.truncate(spec.size);
  } finally {
    await file.close();
  }
}

async function writeTensors(file: FileHandle, spec: Extract<FileSpec, { tensors: unknown }>, salt: number): Promise<void> {
  const placed = layOut(spec);
  const header = Buffer.from(headerOf(placed, spec));
  const dataBegin = 8 + header.length;
  const end = placed.at(-1)?.end ?? 0;
  await write(file, Buffer.concat([lengthOf(header.length), header]), 0);
  await file.truncate(dataBegin + end);
  for (const tensor of placed) await writeValues(file, tensor, dataBegin + tensor.begin, salt);
}

interface Placed extends TensorSpec {
  readonly name: string;
  readonly dtype: string;
  readonly elements: number;
  readonly begin: number;
  readonly end: number;
}

function layOut(spec: Extract<FileSpec, { tensors: unknown }>): Placed[] {
  const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const named = [...expandKeys(spec.tensors)].map(([name, entry]) => ({ ...entry, name, dtype: entry.dtype ?? spec.dtype }));
  named.sort((a, b) => (spec.order === 'name' ? 0 : widthOf(b.dtype) - widthOf(a.dtype)) || byName(a.name, b.name));
  let reached = 0;
  return named.map((entry) => {
    const elements = entry.shape.reduce((product, side) => product * side, 1);
    const begin = reached;
    reached += elements * widthOf(entry.dtype);
    return { ...entry, elements, begin, end: reached };
  });
}

function headerOf(placed: readonly Placed[], spec: Extract<FileSpec, { tensors: unknown }>): string {
  const entries = placed.map(({ name, dtype, shape, begin, end }) => [name, { dtype, shape, data_offsets: [begin, end] }] as const);
  const metadata = spec.metadata ? [['__metadata__', spec.metadata] as const] : [];
  const text = `{${[...metadata, ...entries].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
  return spec.order === 'name' ? text : text + ' '.repeat((8 - (Buffer.byteLength(text) % 8)) % 8);
}

async function writeValues(file: FileHandle, tensor: Placed, position: number, salt: number): Promise<void> {
  const { index, rows, scale = 0, offset = 0, elements, shape, dtype } = tensor;
  if (!index && scale === 0 && offset === 0) return;
  const rowElements = elements / (shape[0] ?? 1);
  const ranges = rows ? rows.map((row) => [row * rowElements, (row + 1) * rowElements] as const) : [[0, elements] as const];
  const seed = seedOf(tensor.name, salt);
  for (const [first, last] of ranges)
    for (let at = first; at < last; at += blockElements) {
      const values = new Float32Array(Math.min(blockElements, last - at));
      if (index) values.forEach((_, i) => (values[i] = at + i));
      else fillRuled(values, at, seed, scale, offset);
      await write(file, narrow(values, dtype), position + at * widthOf(dtype));
    }
}

function widthOf(dtype: string): number {
  const bytes = bytesOf[dtype];
  if (bytes === undefined) throw new Error(`The cases’ tensors are never stored as ${dtype}.`);
  return bytes;
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes));
  return length;
}

async function write(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}
