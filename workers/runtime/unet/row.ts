import type { EncodedPrompt } from '../text/encodedPrompt';

/** One picture's latents and the prompt it is to follow: a row of a batch. */
export interface Row {
  readonly latents: Float32Array;
  readonly prompt: EncodedPrompt;
}

/** Rows one after the other, as a batch holds them. */
export function joinRows(parts: readonly Float32Array[]): Float32Array {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return only;
  const size = parts[0]?.length ?? 0;
  const out = new Float32Array(parts.length * size);
  parts.forEach((part, i) => out.set(part, i * size));
  return out;
}
