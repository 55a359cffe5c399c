const names: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
  17: 'float8',
  18: 'float8',
  19: 'float8',
  20: 'float8',
  21: 'uint4',
  22: 'int4',
  23: 'float4',
};

const bits: Readonly<Record<string, number>> = {
  float64: 64,
  int64: 64,
  uint64: 64,
  float32: 32,
  int32: 32,
  uint32: 32,
  float16: 16,
  bfloat16: 16,
  uint16: 16,
  int16: 16,
  uint4: 4,
  int4: 4,
  float4: 4,
};

/** What ONNX's number of an element type stands for. */
export function elementType(number: number): string {
  return names[number] ?? `type ${number}`;
}

/** Bytes of so many elements. */
export function elementBytes(type: string, count: number): number {
  return Math.ceil((count * (bits[type] ?? 8)) / 8);
}
