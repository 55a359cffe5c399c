const asDouble = new Float64Array(1);
const asWords = new Uint32Array(asDouble.buffer);
const lowWord = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

/**
 * a·b + c rounded once to float32, as a processor's FMA does. All three must be float32 values.
 *
 * The product of two float32 numbers is exact in float64, so only the sum can round twice; that matters just where
 * the float64 sum lies exactly between two float32 numbers, and then the sign of its own error decides.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  asDouble[0] = sum;
  if (((asWords[lowWord] as number) & 0x1fffffff) !== 0x10000000) return Math.fround(sum);
  const partOfC = sum - product;
  const error = product - (sum - partOfC) + (c - partOfC);
  if (error === 0) return Math.fround(sum);
  return Math.fround(sum + Math.sign(error) * Math.abs(sum) * Number.EPSILON);
}
