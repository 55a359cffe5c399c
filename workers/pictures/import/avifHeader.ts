import { NoteCollector } from '../png/keptNotes';
import { ByteReader, brokenOff, damaged } from './byteReader';
import { maximumIccBytes } from './limits';
import { plainHeader, type PictureHeader } from './pictureHeader';
import { tr } from '../../texts/texts';

interface Box {
  readonly type: string;
  readonly body: number;
  readonly end: number;
}

const maximumBoxes = 4096;

/**
 * The boxes between `start` and `end`; a box that claims more than its parent has ends with the parent, one of an impossible length
 * ends the list.
 */
function boxesIn(reader: ByteReader, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end && boxes.length < maximumBoxes) {
    const short = reader.u32be(at);
    const large = short === 1;
    if (large && at + 16 > end) break;
    const sizeBytes = large ? reader.u32be(at + 8) * 2 ** 32 + reader.u32be(at + 12) : short;
    const headerBytes = large ? 16 : 8;
    const next = short === 0 ? end : at + sizeBytes;
    if (next < at + headerBytes) break;
    boxes.push({ type: reader.ascii(at + 4, 4), body: at + headerBytes, end: Math.min(next, end) });
    at = next;
  }
  return boxes;
}

function inside(reader: ByteReader, parent: Box, type: string, skippedBytes = 0): Box {
  const found = boxesIn(reader, parent.body + skippedBytes, parent.end).find((box) => box.type === type);
  if (found === undefined) throw damaged(tr`its ${type} box is missing`);
  return found;
}

/** Colour profile of a `colr` box of the kinds that carry one. */
function profileOf(reader: ByteReader, box: Box): Uint8Array | null {
  if (box.end - box.body < 5) return null;
  const kind = reader.ascii(box.body, 4);
  const sizeBytes = box.end - box.body - 4;
  return (kind === 'prof' || kind === 'rICC') && sizeBytes <= maximumIccBytes ? reader.slice(box.body + 4, sizeBytes).slice() : null;
}

const [unspecified, bt709, srgbCurve] = [2, 1, 13];

/**
 * Primaries and curve of a `colr` box of code points, as PNG's `cICP` has them: RGB (matrix 0) in full range, which is what
 * decoding makes of it. Null where they are sRGB's or not told.
 */
function codesOf(reader: ByteReader, box: Box): Uint8Array | null {
  if (box.end - box.body < 10 || reader.ascii(box.body, 4) !== 'nclx') return null;
  const [primaries, curve] = [reader.u16be(box.body + 4), reader.u16be(box.body + 6)];
  if (primaries > 255 || curve > 255 || primaries === unspecified || curve === unspecified) return null;
  return primaries === bt709 && curve === srgbCurve ? null : Uint8Array.of(primaries, curve, 0, 1);
}

/**
 * Size of an AVIF from the properties of its items (`meta/iprp/ipco/ispe`): the largest, since a tiled picture names its tiles'
 * size and its own.
 * @throws Fault 'bad-picture'
 */
export function readAvifHeader(bytes: Uint8Array): PictureHeader {
  const reader = new ByteReader(bytes);
  const file: Box = { type: 'file', body: 0, end: reader.length };
  const meta = inside(reader, file, 'meta');
  const properties = inside(reader, inside(reader, meta, 'iprp', 4), 'ipco');
  let width = 0;
  let height = 0;
  let deep = false;
  let mayHaveAlpha = false;
  let turned = 0;
  let mirrored = false;
  const unturning = new Map<number, number>();
  let colour: Uint8Array | null = null;
  let icc: Uint8Array | null = null;
  for (const box of boxesIn(reader, properties.body, properties.end)) {
    const sizeBytes = box.end - box.body;
    if (box.type === 'ispe') {
      if (sizeBytes < 12) throw brokenOff();
      width = Math.max(width, reader.u32be(box.body + 4));
      height = Math.max(height, reader.u32be(box.body + 8));
    } else if (box.type === 'av1C' && sizeBytes >= 4) {
      deep ||= (reader.u8(box.body + 2) & 0x40) !== 0;
    } else if (box.type === 'auxC') {
      mayHaveAlpha = true;
    } else if (box.type === 'irot' && sizeBytes >= 1) {
      turned ||= reader.u8(box.body) & 3;
      unturning.set(box.body, reader.u8(box.body) & ~3);
    } else if (box.type === 'imir' && sizeBytes >= 1) {
      mirrored = true;
      // Without its mirroring a file is not valid any more; along the other axis it is.
      unturning.set(box.body, reader.u8(box.body) ^ 1);
    } else if (box.type === 'colr') {
      icc ??= profileOf(reader, box);
      colour ??= codesOf(reader, box);
    }
  }
  if (width === 0 || height === 0) throw damaged(tr`it does not say how large the picture is`);
  const animated = reader.ascii(8, 4) === 'avis';
  const notes = new NoteCollector();
  if (colour !== null && icc === null) notes.take({ type: 'cICP', data: colour });
  const orientation = turned % 2 === 1 ? 6 : turned === 2 ? 3 : mirrored ? 2 : 1;
  return { ...plainHeader('avif', width, height), mayHaveAlpha, animated, deep, orientation, unturning, icc, notes: notes.joined() };
}
