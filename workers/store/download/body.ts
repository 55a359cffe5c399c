import { brokenTransfer, TransferFault } from './transferFault';
import type { Network } from './network';
import { tr } from '../../texts/texts';

/**
 * Reads an answer's body piece by piece. A connection that brings nothing for `stallMs` is cut. Throws a TransferFault
 * where it breaks off, the signal's reason where it is aborted. Pieces are handed over one at a time and awaited.
 */
export async function readBody(
  network: Network,
  response: Response,
  path: string,
  signal: AbortSignal,
  onPiece: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const piece = await nextPiece(network, reader, path);
      signal.throwIfAborted();
      if (piece === null) return;
      await onPiece(piece);
    }
  } catch (thrown) {
    stop();
    throw thrown;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function nextPiece(network: Network, reader: ReadableStreamDefaultReader<Uint8Array>, path: string): Promise<Uint8Array | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(brokenTransfer(path, tr`nothing came for ${Math.round(network.stallMs / 1000)} seconds`)),
      network.stallMs,
    );
  });
  try {
    const { done, value } = await Promise.race([reader.read(), stalled]);
    return done ? null : value;
  } catch (thrown) {
    throw thrown instanceof TransferFault ? thrown : brokenTransfer(path, tr`the connection was cut`, thrown);
  } finally {
    clearTimeout(timer);
  }
}
