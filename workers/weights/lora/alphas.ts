import type { ByteFile } from '../../protocol/byteFile';
import type { StoredTensor } from '../header/readHeader';
import { isFloatType } from '../header/storedTypes';
import { decodeFloats } from '../widen/decodeFloats';

/** Scalars that lie closer to each other than this are read at once. */
const bridgeBytes = 64 * 1024;
const atOnce = 8;

/** Reads scalars that lie scattered over a file, in few reads; those of a type that holds no number are left out. */
export async function readScalars(file: ByteFile, tensors: readonly StoredTensor[]): Promise<ReadonlyMap<string, number>> {
  const readable = tensors.filter(({ sizeBytes }) => sizeBytes > 0 && sizeBytes <= 8).sort((a, b) => a.offset - b.offset);
  const values = new Map<string, number>();
  const groups: StoredTensor[][] = [];
  for (const tensor of readable) {
    const last = groups.at(-1);
    if (last && tensor.offset - (last.at(-1)?.offset ?? 0) <= bridgeBytes) last.push(tensor);
    else groups.push([tensor]);
  }
  for (let i = 0; i < groups.length; i += atOnce)
    await Promise.all(groups.slice(i, i + atOnce).map((group) => readGroup(file, group, values)));
  return values;
}

async function readGroup(file: ByteFile, group: readonly StoredTensor[], values: Map<string, number>): Promise<void> {
  const begin = group[0]?.offset ?? 0;
  const last = group.at(-1);
  const bytes = await file.read(begin, (last?.offset ?? begin) + (last?.sizeBytes ?? 0));
  for (const { name, dtype, offset, sizeBytes } of group) {
    const own = bytes.subarray(offset - begin, offset - begin + sizeBytes);
    const value = isFloatType(dtype) ? decodeFloats(own, dtype)[0] : wholeNumber(own, dtype);
    if (value !== undefined) values.set(name, value);
  }
}

function wholeNumber(bytes: Uint8Array, dtype: string): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dtype === 'I64') return Number(view.getBigInt64(0, true));
  if (dtype === 'I32') return view.getInt32(0, true);
  if (dtype === 'I16') return view.getInt16(0, true);
  return dtype === 'U8' ? view.getUint8(0) : undefined;
}
