import type { EncodedPrompt } from '../text/encodedPrompt';

/** One picture's latents and the prompt it is to follow: a row of a batch. */
export interface Row {
  readonly latents: Float32Array;
  readonly prompt: EncodedPrompt;
  /** What a UNet is shown beside the latents, along the channels. */
  readonly beside?: Float32Array;
}

/** Rows one after the other, as a batch holds them; their lengths may differ. */
export function joinRows(parts: readonly Float32Array[]): Float32Array {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only) return only;
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
