/** The wasm heap ends at 4 GiB and never shrinks; a part of it is left for activations. */
const wasmHeapBytes = 3.25 * 1024 ** 3;
/** What browsers that do not tell are taken to have. */
const unknownGiB = 8;

/**
 * What sessions may take together, in bytes: half of the machine's memory, which the graphics card often shares, and on
 * the processor never more than the wasm heap. @param deviceMemoryGiB as the browser tells it: rounded, and cut off at 8 or 32.
 */
export function memoryBudget(provider: string, deviceMemoryGiB: number | undefined): number {
  const halfBytes = ((deviceMemoryGiB ?? unknownGiB) / 2) * 1024 ** 3;
  return provider === 'wasm' ? Math.min(wasmHeapBytes, halfBytes) : halfBytes;
}
