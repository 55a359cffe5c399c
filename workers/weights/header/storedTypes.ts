import type { StoredType } from '../../protocol/tensorView';

/** Bits of an element of every type that the format names; types that no network is stored in are here to be measured alone. */
const bitsOf: ReadonlyMap<string, number> = new Map([
  ['BOOL', 8],
  ['U8', 8],
  ['I8', 8],
  ['F8_E5M2', 8],
  ['F8_E4M3', 8],
  ['F8_E8M0', 8],
  ['F8_E4M3FNUZ', 8],
  ['F8_E5M2FNUZ', 8],
  ['F6_E2M3', 6],
  ['F6_E3M2', 6],
  ['F4', 4],
  ['I16', 16],
  ['U16', 16],
  ['F16', 16],
  ['BF16', 16],
  ['I32', 32],
  ['U32', 32],
  ['F32', 32],
  ['I64', 64],
  ['U64', 64],
  ['F64', 64],
  ['C64', 64],
]);

const floats: readonly StoredType[] = ['F64', 'F32', 'F16', 'BF16', 'F8_E4M3', 'F8_E5M2'];

/** Bits of one element, or null where the type is not one that the format names. */
export function bitsPerElement(dtype: string): number | null {
  return bitsOf.get(dtype) ?? null;
}

/** Whether weights can be stored in it. */
export function isFloatType(dtype: string): dtype is StoredType {
  return (floats as readonly string[]).includes(dtype);
}
