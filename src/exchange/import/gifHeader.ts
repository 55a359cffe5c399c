import { ByteReader, damaged } from './byteReader';
import { plainHeader, type PictureHeader } from './pictureHeader';

const tableBytes = (flags: number): number => ((flags & 0x80) !== 0 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function skipSubBlocks(reader: ByteReader, start: number): number {
  let at = start;
  for (;;) {
    const sizeBytes = reader.u8(at);
    at += 1 + sizeBytes;
    if (sizeBytes === 0) return at;
  }
}

/** Where the frames lie, at most two of them: the first decides the size, a second makes the file an animation. */
function readFrames(reader: ByteReader): { right: number; bottom: number }[] {
  const frames: { right: number; bottom: number }[] = [];
  let at = 13 + tableBytes(reader.u8(10));
  while (frames.length < 2 && at < reader.length) {
    const block = reader.u8(at);
    if (block === 0x3b) break;
    if (block === 0x21) {
      at = skipSubBlocks(reader, at + 2);
    } else if (block === 0x2c) {
      frames.push({ right: reader.u16le(at + 1) + reader.u16le(at + 5), bottom: reader.u16le(at + 3) + reader.u16le(at + 7) });
      if (frames.length === 2) break;
      at += 10 + tableBytes(reader.u8(at + 9));
      // A file that breaks off inside its first frame is left for the decoder to judge.
      if (at >= reader.length) break;
      try {
        at = skipSubBlocks(reader, at + 1);
      } catch {
        break;
      }
    } else {
      throw damaged('a block of an unknown kind stands in it');
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
  if (first === undefined) throw damaged('it holds no picture');
  return {
    ...plainHeader('gif', Math.max(reader.u16le(6), first.right), Math.max(reader.u16le(8), first.bottom)),
    mayHaveAlpha: true,
    animated: frames.length > 1,
  };
}
