const tables = new Map([
  ['F8_E4M3', Float32Array.from({ length: 256 }, (_, byte) => e4m3(byte))],
  ['F8_E5M2', Float32Array.from({ length: 256 }, (_, byte) => e5m2(byte))],
]);

/** The value of each byte of an 8-bit float type, or null where the type is not one. */
export function eightBitTable(dtype: string): Float32Array | null {
  return tables.get(dtype) ?? null;
}

/** torch's `float8_e4m3fn`: bias 7, no infinity, one NaN of each sign. */
function e4m3(byte: number): number {
  const sign = byte & 0x80 ? -1 : 1;
  const exponent = (byte >> 3) & 15;
  const fraction = byte & 7;
  if (exponent === 15 && fraction === 7) return Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -9 : sign * (8 + fraction) * 2 ** (exponent - 10);
}

/** As IEEE would have it: the upper byte of a half. */
function e5m2(byte: number): number {
  const sign = byte & 0x80 ? -1 : 1;
  const exponent = (byte >> 2) & 31;
  const fraction = byte & 3;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -16 : sign * (4 + fraction) * 2 ** (exponent - 17);
}
