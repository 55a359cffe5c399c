import { Fault } from '../protocol/faults';
import type { FetchedPicture } from '../protocol/store';
import { lookUp } from './download/lookUp';
import type { Network } from './download/network';
import { tr } from '../texts/texts';

/** Larger files are not opened as pictures either. */
const pictureCapBytes = 512 * 2 ** 20;

/** The last part of an address, readable; empty where it has none. */
function nameAt(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const wayOn = tr`Open the page that it is on, save the picture itself, and drop the file.`;

/** What to do is another thing for a picture than for the files of a model. */
function asPicture(thrown: unknown): never {
  if (!(thrown instanceof Fault)) throw thrown;
  throw new Fault(thrown.code, thrown.message, wayOn, { cause: thrown });
}

/**
 * Fetches a file that a person dropped or pasted as an address. No credentials are sent.
 * Throws Faults: `download-refused` for what is no web address, where the host refuses or does not let other sites read it, and
 * where the answer is too large; `download-missing` where there is nothing; `network`.
 */
export async function fetchPicture(network: Network, address: string, signal: AbortSignal): Promise<FetchedPicture> {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new Fault(
      'download-refused',
      tr`“${address.slice(0, 200)}” is no web address of a picture.`,
      tr`Save the picture and drop the file.`,
    );
  const url = new URL(address);
  const name = nameAt(url);
  const response = await lookUp(network, { url: url.href, named: name || url.host, capBytes: pictureCapBytes }, signal).catch(asPicture);
  if (!response.ok)
    throw new Fault('download-missing', tr`There is nothing at that address any more (${url.host}, status ${response.status}).`, wayOn);
  return { bytes: new Uint8Array(await response.arrayBuffer()), name };
}
