import { Fault } from '../../workers/protocol/faults';
import { tr } from '../../workers/texts/texts';

/** An answer that brings nothing for so long has stalled, in milliseconds. */
const stallMs = 30_000;

/**
 * A file of the studio's own, as it is served beside the page. An answer that is silent for 30 seconds or larger than `capBytes` is cut.
 * Rejects with a Fault `network` that names the file.
 */
export async function fetchOwnFile(url: URL, capBytes: number): Promise<Blob> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), stallMs);
  };
  try {
    wait();
    const response = await fetch(url, { signal: stop.signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let sizeBytes = 0;
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      wait();
      sizeBytes += piece.value.byteLength;
      if (sizeBytes > capBytes) throw new Error('too large');
      pieces.push(piece.value);
    }
    return new Blob(pieces, { type: response.headers.get('content-type') ?? '' });
  } catch (cause) {
    stop.abort();
    throw new Fault(
      'network',
      tr`“${url.pathname.split('/').at(-1) ?? url.pathname}” could not be read from where the studio is served.`,
      tr`Check that Sfumato is still being served, then try again.`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}

/** A text as JSON; null where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
