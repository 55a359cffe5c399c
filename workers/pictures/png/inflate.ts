import { Inflate } from 'fflate';
import { brokenOff, damaged } from '../import/byteReader';
import { tr } from '../../texts/texts';

/** Packed bytes handed over at once: what a bomb can make of them, a thousandfold, still fits into memory. */
const portionBytes = 32 * 1024;
/** Packed bytes without a byte coming out, after which the stream has ended: the longest block that waits for its end has 64 kB. */
const silenceBytes = 1024 * 1024;

/** The packed bytes in portions, whatever the parts were; empty parts are none. */
function* portions(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const part of parts) for (let at = 0; at < part.length; at += portionBytes) yield part.subarray(at, at + portionBytes);
}

/** Takes the two bytes of a zlib header off; they may lie in different portions. @throws Fault 'bad-picture' where they are none */
function* withoutHeader(packed: Iterable<Uint8Array>): Generator<Uint8Array> {
  const header: number[] = [];
  for (const portion of packed) {
    const taken = portion.subarray(0, 2 - header.length);
    header.push(...taken);
    if (header.length < 2) continue;
    const [method = 0, flags = 0] = header;
    if (taken.length > 0 && ((method & 15) !== 8 || (flags & 32) !== 0 || ((method << 8) | flags) % 31 !== 0))
      throw damaged(tr`its compressed data does not unpack`);
    yield portion.subarray(taken.length);
  }
}

/**
 * Inflates a zlib stream piece by piece and stops as soon as `limitBytes` have come out: what a bomb would make beyond that is
 * never made. Neither the checksum at its end nor what lies behind it is looked at: rows that came out are right or wrong by
 * themselves, and the parts of a PNG have checksums of their own.
 * @param parts the packed data, in order, split anywhere; parts may be empty
 * @yields pieces whose lengths add up to exactly `limitBytes`
 * @throws Fault 'bad-picture' where the data is damaged or ends too early, after what unpacked until there
 */
export function* inflate(parts: readonly Uint8Array[], limitBytes: number): Generator<Uint8Array> {
  let left = limitBytes;
  let silence = 0;
  let out: Uint8Array[] = [];
  const decoder = new Inflate((piece) => out.push(piece));
  for (const portion of withoutHeader(portions(parts))) {
    if (left === 0) return;
    try {
      decoder.push(portion);
    } catch (cause) {
      throw damaged(tr`its compressed data does not unpack`, { cause });
    }
    silence += portion.length;
    for (const piece of out) {
      if (piece.length > 0) silence = 0;
      const wanted = piece.subarray(0, left);
      left -= wanted.length;
      if (wanted.length > 0) yield wanted;
    }
    out = [];
    if (silence > silenceBytes) break;
  }
  if (left > 0) throw brokenOff();
}

export interface Inflated {
  readonly bytes: Uint8Array;
  /** Whether the data unpacked to its end. */
  readonly whole: boolean;
}

/** Inflates a small zlib block: what unpacks of it, at most `limitBytes`, and whether that is all. Throws nothing. */
export function inflateSmall(data: Uint8Array, limitBytes: number): Inflated {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  let whole = false;
  const decoder = new Inflate((piece, final) => {
    pieces.push(piece);
    sizeBytes += piece.length;
    whole = final;
  });
  try {
    for (const portion of withoutHeader(portions([data]))) {
      decoder.push(portion);
      if (sizeBytes > limitBytes) break;
    }
    if (sizeBytes <= limitBytes) decoder.push(new Uint8Array(0), true);
  } catch {
    whole = false;
  }
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes: bytes.subarray(0, limitBytes), whole };
}
