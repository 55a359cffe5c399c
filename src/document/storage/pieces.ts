import { sha256Of } from './digest';
import { tileBytes } from './snapshot';

/** Arrays are kept in pieces of this size, in bytes: storing one copies it on the window's thread. */
export const pieceBytes = 32 * tileBytes;

/** Digests of the pieces of arrays met before: what a document holds is never written to, only replaced. */
const known = new WeakMap<Uint8Array, readonly string[]>();

/** Views of an array's pieces, in order; none for an empty array. */
export function piecesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, i) => bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes));
}

/** The sha256 of each piece of an array, computed once for each array. */
export async function pieceDigests(bytes: Uint8Array): Promise<readonly string[]> {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const digests: string[] = [];
  for (const piece of piecesOf(bytes)) digests.push(await sha256Of(piece));
  known.set(bytes, digests);
  return digests;
}

/** Puts pieces together again. */
export function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
