import type { StoredType } from '../../protocol/tensorView';
import { Fault } from '../../protocol/faults';
import { eightBitTable } from './eightBitFloats';
import { fromHalfBits } from './float16';
import { tr } from '../../texts/texts';

let halves: Float32Array | null = null;

/**
 * The values of stored floats as float32; float64 rounds once. Bytes are little endian and need no alignment. Throws a Fault for
 * other types.
 */
export function decodeFloats(bytes: Uint8Array, dtype: StoredType): Float32Array {
  if (dtype === 'F32') return new Float32Array(aligned(bytes, 4));
  if (dtype === 'F64') return Float32Array.from(new Float64Array(aligned(bytes, 8)));
  if (dtype === 'F16') return looked(new Uint16Array(aligned(bytes, 2)), halfTable());
  if (dtype === 'BF16') return brainToFloat(new Uint16Array(aligned(bytes, 2)));
  const table = eightBitTable(dtype);
  if (table) return looked(bytes, table);
  throw new Fault('checkpoint-unsupported', tr`Weights are never stored as ${dtype}.`, tr`Take the same model in half precision (fp16).`);
}

/** Whole elements in a buffer of their own, which every width can view. */
function aligned(bytes: Uint8Array, width: number): ArrayBuffer {
  return bytes.slice(0, bytes.byteLength - (bytes.byteLength % width)).buffer as ArrayBuffer;
}

/** Reading 65,536 values once is many times quicker than taking each of a billion apart. */
function halfTable(): Float32Array {
  halves ??= Float32Array.from({ length: 65536 }, (_, bits) => fromHalfBits(bits));
  return halves;
}

function looked(codes: Uint8Array | Uint16Array, table: Float32Array): Float32Array {
  const values = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) values[i] = table[codes[i] as number] as number;
  return values;
}

function brainToFloat(codes: Uint16Array): Float32Array {
  const bits = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) bits[i] = (codes[i] as number) << 16;
  return new Float32Array(bits.buffer);
}
