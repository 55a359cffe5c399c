import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { AccessToken } from '../../workers/protocol/store';

const storageKey = 'sfumato-access-tokens';
const schema = z.array(z.object({ origin: z.string(), token: z.string() }));

interface TokenState {
  /** Those of this visit and those that the browser keeps. */
  readonly tokens: readonly AccessToken[];
  /** Origins whose token stands in the browser's storage too. */
  readonly kept: ReadonlySet<string>;
}

/** The access tokens by which hubs know the person; each is sent to its own origin only. */
export const accessTokenStore = createStore<TokenState>(() => {
  const tokens = read();
  return { tokens, kept: new Set(tokens.map(({ origin }) => origin)) };
});

/** The tokens as they stand; the same list for as long as none changes. */
export const accessTokens = (): readonly AccessToken[] => accessTokenStore.getState().tokens;

/**
 * Sets the token of a hub, or takes it back where `token` is empty.
 * @param address any address there
 * @param keep whether the browser keeps it beyond this visit, in the open as everything of this site is
 */
export function setAccessToken(address: string, token: string, keep: boolean): void {
  const { tokens, kept } = accessTokenStore.getState();
  const { origin } = new URL(address);
  const others = tokens.filter((one) => one.origin !== origin);
  const next = token === '' ? others : [...others, { origin, token }];
  const nextKept = new Set([...kept].filter((one) => one !== origin));
  if (keep && token !== '') nextKept.add(origin);
  accessTokenStore.setState({ tokens: next, kept: nextKept });
  try {
    const written = next.filter((one) => nextKept.has(one.origin));
    if (written.length === 0) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, JSON.stringify(written));
  } catch {
    // Where storage is refused, tokens last as long as the page.
  }
}

function read(): readonly AccessToken[] {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'));
  } catch {
    return [];
  }
}
