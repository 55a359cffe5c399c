/** Adds to `counts` (256 of them) how often each value occurs among the bytes. */
export function addToHistogram(counts: Float64Array, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) {
    const value = bytes[i] as number;
    counts[value] = (counts[value] as number) + 1;
  }
}

/** How often each value 0…255 occurs among the bytes of a map. */
export function histogram(bytes: Uint8Array): Float64Array {
  const counts = new Float64Array(256);
  addToHistogram(counts, bytes);
  return counts;
}
