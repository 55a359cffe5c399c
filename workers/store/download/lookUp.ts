import { Fault } from '../../protocol/faults';
import { sayBytes } from '../storeFaults';
import { readBody } from './body';
import type { Network } from './network';
import { withPatience } from './patience';
import { brokenTransfer, refusedStatus } from './transferFault';
import { unreachable } from './unreachable';
import { tr } from '../../texts/texts';

/** Something small that is asked for before a download: a list, a configuration, the head of a network, a picture. */
export interface LookUp {
  readonly url: string;
  /** How it is called in sentences. */
  readonly named: string;
  /** Most bytes that are read; an answer that goes on beyond is cut and refused. */
  readonly capBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of a refusal that come back as they are, for the caller to word; 404 and 410 where nothing is said. */
  readonly toCaller?: readonly number[];
}

const withoutBody: readonly number[] = [204, 205, 304];

/**
 * Asks, reads the whole answer and gives it back as one whose body is there already. A server that is silent for 30 seconds, too
 * busy (429, 503) or failing is asked again with pauses, as in downloads.
 *
 * Throws the Fault for people: `network`, `download-refused` (401, 403, no permission for other sites, too large); the signal's
 * reason where it is aborted.
 */
export function lookUp(
  network: Network,
  { url, named, capBytes, headers = {}, toCaller = [404, 410] }: LookUp,
  signal: AbortSignal,
): Promise<Response> {
  return withPatience(network, signal, async () => {
    const stop = new AbortController();
    const ended = AbortSignal.any([signal, stop.signal]);
    try {
      const response = await firstAnswer(network, url, named, headers, ended, signal);
      const { status, statusText } = response;
      if (!response.ok && !toCaller.includes(status)) throw refusedStatus(named, response);
      if (!response.ok) return new Response(null, { status, statusText, headers: response.headers });
      const bytes = await cappedBody(network, response, named, capBytes, ended);
      const said = new Headers(response.headers);
      // What was announced is the length of packed bytes where the answer was packed, which scripts are not always told.
      said.delete('content-encoding');
      said.set('content-length', String(bytes.byteLength));
      return new Response(withoutBody.includes(status) ? null : bytes, { status, statusText, headers: said });
    } finally {
      // Whatever is still under way of this answer is of no use.
      stop.abort();
    }
  });
}

async function firstAnswer(
  network: Network,
  url: string,
  named: string,
  headers: Readonly<Record<string, string>>,
  ended: AbortSignal,
  signal: AbortSignal,
): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), network.stallMs);
  try {
    return await network.fetch(url, { credentials: 'omit', headers: { ...headers }, signal: AbortSignal.any([ended, patience.signal]) });
  } catch (thrown) {
    signal.throwIfAborted();
    if (patience.signal.aborted)
      throw brokenTransfer(named, tr`the server did not answer for ${Math.round(network.stallMs / 1000)} seconds`, thrown);
    throw await unreachable(network, url, named, thrown);
  } finally {
    clearTimeout(timer);
  }
}

async function cappedBody(
  network: Network,
  response: Response,
  named: string,
  capBytes: number,
  ended: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  await readBody(network, response, named, ended, (piece) => {
    sizeBytes += piece.byteLength;
    if (sizeBytes > capBytes) return Promise.reject(tooLarge(named, capBytes));
    pieces.push(piece);
    return Promise.resolve();
  });
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

function tooLarge(named: string, capBytes: number): Fault {
  return new Fault(
    'download-refused',
    tr`What the server gives for “${named}” goes on beyond ${sayBytes(capBytes)}, which is more than it can rightly be.`,
    tr`Check the address. If it is right, the server gives no parts of its files: download them yourself and import the folder.`,
  );
}

const megabyte = 2 ** 20;
/** A page of a hub's list of a thousand files has half of one. */
export const listCapBytes = 16 * megabyte;
/** Vocabularies of the largest tokenisers have 20. */
const configCapBytes = 64 * megabyte;
/** A network whose server gives no parts comes whole before its head can be read. */
const graphCapBytes = 256 * megabyte;

/** Most bytes that a file of a package may have when it is looked into. @param range the `Range` that is asked for, if any */
export function capOf(path: string, range: string | null): number {
  if (/\.(json|txt|md|model|yaml)$/i.test(path)) return configCapBytes;
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  // A server may ignore the range, and gives the whole then.
  return first === undefined || last === undefined ? graphCapBytes : Math.max(graphCapBytes, Number(last) - Number(first) + 1);
}
