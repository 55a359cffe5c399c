import { tileSizeBytes } from '../../../workers/maps/tiles/tileGrid';
import { missingPiece, type Keep, type Take } from './codecs/codec';
import { sha256Of } from '../../../workers/protocol/sha256Of';

/** Arrays are kept in pieces of this size, in bytes: storing one copies it on the window's thread. */
export const pieceBytes = 32 * tileSizeBytes;

/** How long pieces are digested before the window gets its turn, in milliseconds. */
const stretchMs = 16;

/** Digests of the pieces of arrays met before: what a document holds is never written to, only replaced. */
const known = new WeakMap<Uint8Array, readonly string[]>();

/** Views of an array's pieces, in order; none for an empty array. */
function piecesOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, i) => bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes));
}

/** The sha256 of each piece of an array, computed once for each array. */
async function pieceDigests(bytes: Uint8Array): Promise<readonly string[]> {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const digests: string[] = [];
  let sinceMs = performance.now();
  for (const piece of piecesOf(bytes)) {
    // Browsers may answer within the same task, and a large picture has a hundred pieces.
    if (performance.now() - sinceMs > stretchMs) {
      await new Promise((resolve) => setTimeout(resolve));
      sinceMs = performance.now();
    }
    digests.push(await sha256Of(piece));
  }
  known.set(bytes, digests);
  return digests;
}

/** Collects views of the pieces of every array that is kept, by digest. */
export function keepInto(kept: Map<string, Uint8Array>): Keep {
  return async (bytes) => {
    const digests = await pieceDigests(bytes);
    piecesOf(bytes).forEach((piece, i) => kept.set(digests[i] ?? '', piece));
    return [...digests];
  };
}

/** Puts arrays together from pieces by digest. One that several entities have is one in memory too: none is ever written to. */
export function takeFrom(stored: ReadonlyMap<string, Uint8Array>): Take {
  const taken = new Map<string, Uint8Array>();
  return (digests, sizeBytes) => {
    const key = digests.join();
    const before = taken.get(key);
    if (before && (sizeBytes === null || before.length === sizeBytes)) return before;
    const found = digests.map((digest) => stored.get(digest)).filter((piece) => piece !== undefined);
    const total = found.reduce((sum, piece) => sum + piece.length, 0);
    if (found.length < digests.length || (sizeBytes !== null && total !== sizeBytes)) throw missingPiece();
    const whole = new Uint8Array(total);
    let at = 0;
    for (const piece of found) {
      whole.set(piece, at);
      at += piece.length;
    }
    // What was just read need not be digested again when it is saved.
    if (digests.every((_, i) => i === digests.length - 1 || found[i]?.length === pieceBytes)) known.set(whole, [...digests]);
    taken.set(key, whole);
    return whole;
  };
}
