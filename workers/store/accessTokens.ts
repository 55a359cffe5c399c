import { Fault } from '../protocol/faults';
import type { AccessToken } from '../protocol/store';
import type { Network } from './download/network';
import { tr } from '../texts/texts';

/** Tokens are sent over the open network by none. */
const isPrivateWay = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/**
 * The tokens by which hubs know a person. Each goes to its own origin and nowhere else: browsers drop it where an answer leads to
 * another one. They are held in memory for as long as the worker lives, and no record of a package has them.
 */
export class AccessTokens {
  private tokens = new Map<string, string>();

  /**
   * Takes the place of all that were held.
   * @throws Fault `download-refused`: an address without https, or a token with signs that no header can carry
   */
  hold(given: readonly AccessToken[]): void {
    const next = new Map<string, string>();
    for (const { origin, token } of given) {
      if (!URL.canParse(origin) || !isPrivateWay(new URL(origin)))
        throw new Fault(
          'download-refused',
          tr`A token for “${origin}” would be sent in the open.`,
          tr`Use an address that begins with https://.`,
        );
      if (!/^[\x21-\x7e]{1,1000}$/.test(token))
        throw new Fault(
          'download-refused',
          tr`The access token has signs that no token has.`,
          tr`Copy it again from your settings at the hub; it is one word of letters, digits and signs.`,
        );
      next.set(new URL(origin).origin, token);
    }
    this.tokens = next;
  }

  /** The same network, which names the person to the origins that have a token. */
  over(network: Network): Network {
    return {
      ...network,
      fetch: (url, init) => {
        const token = URL.canParse(url) ? this.tokens.get(new URL(url).origin) : undefined;
        if (token === undefined) return network.fetch(url, init);
        const headers = new Headers(init.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return network.fetch(url, { ...init, headers });
      },
    };
  }
}
