const float = new Float32Array(1);
const bitsOf = new Uint32Array(float.buffer);

/** Writes float32 values as another type, to the nearest, ties to even. Little endian. Throws for types that the cases do not use. */
export function narrow(values: Float32Array, dtype: string): Uint8Array {
  if (dtype === 'F32') return new Uint8Array(values.slice().buffer);
  if (dtype === 'F64') return new Uint8Array(Float64Array.from(values).buffer);
  if (dtype === 'F16') return halves(values, toHalf);
  if (dtype === 'BF16') return halves(values, toBrain);
  if (dtype === 'F8_E4M3') return Uint8Array.from(values, toEight);
  if (dtype === 'I64') return new Uint8Array(BigInt64Array.from(values, (value) => BigInt(value)).buffer);
  if (dtype === 'I32') return new Uint8Array(Int32Array.from(values).buffer);
  throw new Error(`The cases’ tensors are never stored as ${dtype}.`);
}

function halves(values: Float32Array, convert: (value: number) => number): Uint8Array {
  const stored = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) stored[i] = convert(values[i] ?? 0);
  return new Uint8Array(stored.buffer);
}

function bits(value: number): number {
  float[0] = value;
  return bitsOf[0] ?? 0;
}

/** The bits of the nearest half. */
export function toHalf(value: number): number {
  const all = bits(value);
  const sign = (all >>> 16) & 0x8000;
  const size = all & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  if (size >= 0x477ff000) return sign | 0x7c00;
  // Adding ½ moves the last kept place of a subnormal half to the last place of a float.
  if (size < 0x38800000) return sign | (bits(Math.abs(value) + 0.5) - 0x3f000000);
  return sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13);
}

function toBrain(value: number): number {
  const all = bits(value);
  return (all + 0x7fff + ((all >>> 16) & 1)) >>> 16;
}

/** e4m3fn: no infinity, 448 is the largest. */
function toEight(value: number): number {
  const all = bits(value);
  const sign = (all >>> 24) & 0x80;
  const size = all & 0x7fffffff;
  if (size < 0x3c800000) return sign | (bits(Math.abs(value) + 16384) - 0x46800000);
  const rounded = (size - 0x3c000000 + 0x7ffff + ((size >>> 20) & 1)) >>> 20;
  return sign | Math.min(rounded, 0x7f);
}
