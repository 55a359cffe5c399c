/** Few enough digits to be read, compared and typed again, and enough seeds that hardly any comes twice. */
const seeds = 1_000_000;

/** A seed nobody chose: a whole number of six digits at most. */
export function randomSeed(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % seeds;
}
