/** What downloads need of their surroundings; tests bring their own clock and patience. */
export interface Network {
  fetch(url: string, init: RequestInit): Promise<Response>;
  isOnline(): boolean;
  /** Whether the page came over https, which may fetch from nowhere else. */
  isSecurePage(): boolean;
  now(): number;
  /** Requests under way at once. */
  readonly parallel: number;
  /** Blocks that one request asks for at most. */
  readonly blocksPerRequest: number;
  /** Failures in a row, without a byte in between, after which a transfer is given up. */
  readonly maximumFailures: number;
  /** The first pause before asking again, in milliseconds; it doubles with each failure. */
  readonly firstPauseMs: number;
  /** A connection that brings nothing for so long is cut, in milliseconds. */
  readonly stallMs: number;
}

/** The browser's network. */
export function browserNetwork(): Network {
  return {
    fetch: (url, init) => fetch(url, init),
    isOnline: () => navigator.onLine !== false,
    isSecurePage: () => globalThis.location?.protocol === 'https:',
    now: () => performance.now(),
    parallel: 3,
    blocksPerRequest: 4,
    maximumFailures: 5,
    firstPauseMs: 500,
    stallMs: 30_000,
  };
}
