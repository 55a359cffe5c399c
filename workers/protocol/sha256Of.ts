import { createSHA256 } from 'hash-wasm';

/** The sha256 of bytes, in lower-case hex. By the platform beside this thread; by wasm where the page is not a secure context. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return (await createSHA256()).init().update(bytes).digest('hex');
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
