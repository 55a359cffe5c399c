import type { IHasher } from 'hash-wasm';

/** Up to here, in bytes, the platform's answer would come later than the digest itself takes: a millisecond at most. */
const smallBytes = 2 ** 18;

let hasher: Promise<IHasher | null> | null = null;
/** Fetched with the first digest, which no first screen waits for. Null where the page's policy forbids it. */
const ownHasher = (): Promise<IHasher | null> =>
  (hasher ??= import('hash-wasm').then(({ createSHA256 }) => createSHA256()).catch(() => null));

/**
 * The sha256 of bytes, or of a text in UTF-8, in lower-case hex. By the platform beside this thread; by wasm where the page is not a
 * secure context, and for few bytes, since an answer of the platform waits for its turn on a busy thread.
 */
export async function sha256Of(given: Uint8Array | string): Promise<string> {
  const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : given;
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  const own = subtle === undefined || bytes.length <= smallBytes ? await ownHasher() : null;
  if (own) return own.init().update(bytes).digest('hex');
  if (subtle === undefined) throw new Error('Neither the platform nor WebAssembly computes digests here.');
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
