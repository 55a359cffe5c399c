import { brokenOff, damaged } from '../import/byteReader';

/**
 * Inflates zlib data piece by piece with the platform's own decoder, so that the thread is free in between.
 * Stops as soon as `limitBytes` have come out: what a bomb would make beyond that is never made.
 * @param parts the compressed data, in order
 * @yields pieces whose lengths add up to exactly `limitBytes`, or to less where `exact` is false
 * @throws Fault 'bad-picture' where the data is damaged or, with `exact`, ends too early
 */
export async function* inflate(parts: readonly Uint8Array[], limitBytes: number, exact: boolean): AsyncGenerator<Uint8Array> {
  let next = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const part = parts[next++];
      if (part === undefined) controller.close();
      else if (part.length > 0) controller.enqueue(part as Uint8Array<ArrayBuffer>);
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('deflate')).getReader();
  let left = limitBytes;
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      const piece = value.length > left ? value.subarray(0, left) : value;
      left -= piece.length;
      yield piece;
    }
  } catch (cause) {
    throw damaged('its compressed data does not unpack', { cause });
  } finally {
    // Ends the decoder; that it may already have failed is known by then.
    reader.cancel().catch(() => undefined);
  }
  if (exact && left > 0) throw brokenOff();
}

/** Inflates a small zlib block as a whole; null where it is damaged or holds more than `limitBytes`. */
export async function inflateSmall(data: Uint8Array, limitBytes: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const piece of inflate([data], limitBytes + 1, false)) {
      pieces.push(piece);
      sizeBytes += piece.length;
    }
  } catch {
    return null;
  }
  if (sizeBytes > limitBytes) return null;
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
