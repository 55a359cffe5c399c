import { Fault } from '../../protocol/faults';
import type { Network } from './network';
import { TransferFault } from './transferFault';
import { tr } from '../../texts/texts';

const kept = tr`What was fetched is kept: resume goes on from there.`;

/**
 * A request failed without an answer. Browsers tell scripts nothing more; so the reasons that can be known are looked
 * for one after the other: no connection, an address without https, and a server that answers but not to this page.
 */
export async function unreachable(network: Network, url: string, path: string, cause: unknown): Promise<TransferFault> {
  const host = hostOf(url);
  if (!network.isOnline())
    return new TransferFault(
      new Fault('network', tr`There is no connection to the internet.`, tr`Connect and resume. ${kept}`, { cause }),
      true,
    );
  if (network.isSecurePage() && isPlainHttp(url)) {
    return new TransferFault(
      new Fault(
        'download-refused',
        tr`A page with https may not fetch from ${host}, which has none.`,
        tr`Use an https address, or download the files yourself and import the folder.`,
        { cause },
      ),
      false,
    );
  }
  if (await answersStrangers(network, url)) {
    return new TransferFault(
      new Fault(
        'download-refused',
        tr`The server ${host} answers, but does not allow other sites to read “${path}” (it sends no CORS permission).`,
        tr`Download the files yourself and import the folder, or use a source that allows it, such as a hub.`,
        { cause },
      ),
      false,
    );
  }
  return new TransferFault(
    new Fault(
      'network',
      tr`The server ${host} could not be reached for “${path}”, or does not allow other sites to read from it.`,
      tr`Check the address and the connection. If both are right, download the files yourself and import the folder. ${kept}`,
      { cause },
    ),
    true,
  );
}

/** An opaque answer is an answer: the server is there. */
async function answersStrangers(network: Network, url: string): Promise<boolean> {
  try {
    const response = await network.fetch(url, {
      mode: 'no-cors',
      headers: { Range: 'bytes=0-0' },
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    return response.type === 'opaque';
  } catch {
    return false;
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function isPlainHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && hostname !== 'localhost' && hostname !== '127.0.0.1';
}
