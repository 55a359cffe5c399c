import { parseContentRange, parseUnsatisfied } from './contentRange';
import type { Network } from './network';
import { brokenTransfer, changedThere, missingThere, refusedStatus } from './transferFault';
import { unreachable } from './unreachable';
import { tr } from '../../texts/texts';

/** What is asked for: bytes `start` up to, not including, `end`; to the file's end where that is null. */
export interface RangeRequest {
  readonly path: string;
  readonly url: string;
  readonly start: number;
  readonly end: number | null;
}

/**
 * `part`: the bytes asked for. `whole`: the server gives no parts, and this is the file from its start.
 * `empty`: the file has no bytes.
 */
export type RangeAnswer =
  | { readonly kind: 'part'; readonly response: Response; readonly totalBytes: number | null; readonly etag: string | null }
  | { readonly kind: 'whole'; readonly response: Response; readonly totalBytes: number | null; readonly etag: string | null }
  | { readonly kind: 'empty' };

/**
 * Asks for a part of a file. Only what a page may ask of another origin without a permission beforehand is sent: the
 * version of the file is therefore compared in the answer rather than stated with `If-Range`.
 * Throws a TransferFault.
 */
export async function requestRange(network: Network, { path, url, start, end }: RangeRequest, signal: AbortSignal): Promise<RangeAnswer> {
  const response = await ask(network, url, path, `bytes=${start}-${end === null ? '' : end - 1}`, signal);
  const etag = response.headers.get('etag');
  if (response.status === 416 && start === 0 && parseUnsatisfied(response.headers.get('content-range')) === 0) return { kind: 'empty' };
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw refusedStatus(path, response);
  }
  if ((response.headers.get('content-type') ?? '').includes('text/html') && !/\.html?$/i.test(path)) {
    // Servers of single-page applications answer anything with their start page.
    await response.body?.cancel();
    throw missingThere(path, null);
  }
  if (response.status === 200) return { kind: 'whole', response, totalBytes: announcedLength(response), etag };
  const range = parseContentRange(response.headers.get('content-range'));
  if (range && (range.first !== start || (end !== null && range.last >= end))) {
    await response.body?.cancel();
    throw brokenTransfer(path, tr`the server gave other bytes (from ${range.first} to ${range.last}) than were asked for (from ${start})`);
  }
  return { kind: 'part', response, totalBytes: range?.totalBytes ?? null, etag };
}

/** Throws where an answer belongs to another version of the file than the one that was begun. */
export function requireSame(
  path: string,
  known: { readonly sizeBytes: number | null; readonly etag: string | null },
  answer: { readonly totalBytes: number | null; readonly etag: string | null },
): void {
  if (known.sizeBytes !== null && answer.totalBytes !== null && answer.totalBytes !== known.sizeBytes) {
    throw changedThere(path, tr`it has ${answer.totalBytes} bytes instead of ${known.sizeBytes}`);
  }
  if (known.etag !== null && answer.etag !== null && plainTag(answer.etag) !== plainTag(known.etag))
    throw changedThere(path, tr`the server calls it another version`);
}

/** Servers that pack some answers mark the same version as weak in those. */
function plainTag(etag: string): string {
  return etag.replace(/^W\//, '');
}

async function ask(network: Network, url: string, path: string, range: string, signal: AbortSignal): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), network.stallMs);
  try {
    // The browser's own cache would keep gigabytes a second time.
    return await network.fetch(url, {
      headers: { Range: range },
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, patience.signal]),
    });
  } catch (thrown) {
    signal.throwIfAborted();
    if (patience.signal.aborted)
      throw brokenTransfer(path, tr`the server did not answer for ${Math.round(network.stallMs / 1000)} seconds`, thrown);
    throw await unreachable(network, url, path, thrown);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The length of the body as it will come out; that of packed bytes says nothing, and of another origin's answer scripts are not
 * told whether it is packed.
 */
function announcedLength(response: Response): number | null {
  if (response.headers.get('content-encoding') !== null || response.type === 'cors') return null;
  const text = response.headers.get('content-length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
