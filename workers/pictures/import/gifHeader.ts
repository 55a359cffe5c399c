import { ByteReader, damaged } from './byteReader';
import { plainHeader, type PictureHeader } from './pictureHeader';
import { tr } from '../../texts/texts';

const tableBytes = (flags: number): number => ((flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Behind a chain of sub-blocks; the end of the file where it breaks off. */
function skipSubBlocks(reader: ByteReader, start: number): number {
  let at = start;
  while (at < reader.length) {
    const sizeBytes = reader.u8(at);
    at += 1 + sizeBytes;
    if (sizeBytes === 0) return at;
  }
  return reader.length;
}

/**
 * Where the frames lie, at most two of them: the first decides the size, a second makes the file an animation. Zero bytes between
 * blocks are skipped; what is no block, and a file that breaks off, is left for the decoder to judge.
 */
function readFrames(reader: ByteReader): { right: number; bottom: number }[] {
  const frames: { right: number; bottom: number }[] = [];
  let at = 13 + tableBytes(reader.u8(10));
  while (at < reader.length) {
    const block = reader.u8(at);
    if (block === 0) {
      at += 1;
    } else if (block === 0x21) {
      at = skipSubBlocks(reader, at + 2);
    } else if (block === 0x2c && at + 10 <= reader.length) {
      frames.push({ right: reader.u16le(at + 1) + reader.u16le(at + 5), bottom: reader.u16le(at + 3) + reader.u16le(at + 7) });
      if (frames.length === 2) break;
      at = skipSubBlocks(reader, at + 11 + tableBytes(reader.u8(at + 9)));
    } else {
      break;
    }
  }
  return frames;
}

/**
 * Size of a GIF: its screen, or its first frame where that is larger, as decoders enlarge the screen then.
 * @throws Fault 'bad-picture'
 */
export function readGifHeader(bytes: Uint8Array): PictureHeader {
  const reader = new ByteReader(bytes);
  const frames = readFrames(reader);
  const first = frames[0];
  if (first === undefined) throw damaged(tr`it holds no picture`);
  return {
    ...plainHeader('gif', Math.max(reader.u16le(6), first.right), Math.max(reader.u16le(8), first.bottom)),
    mayHaveAlpha: true,
    animated: frames.length > 1,
  };
}
