/** A seed nobody chose: 32 bits, unsigned. */
export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
