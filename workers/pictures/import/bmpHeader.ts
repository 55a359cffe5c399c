import { ByteReader, damaged } from './byteReader';
import { plainHeader, type PictureHeader } from './pictureHeader';
import { tr } from '../../texts/texts';

const headerStart = 14;
const shortHeaderBytes = 12;

/**
 * Size of a BMP with a header of any length: 12 bytes with 16-bit sizes (OS/2), 16 and more with 32-bit ones (OS/2 2, Windows 3
 * and later). A negative height means that the top row comes first. Masks, packing and palettes are for the decoder to judge.
 * @throws Fault 'bad-picture'
 */
export function readBmpHeader(bytes: Uint8Array): PictureHeader {
  const reader = new ByteReader(bytes);
  const headerBytes = reader.u32le(headerStart);
  if (headerBytes === shortHeaderBytes) return plainHeader('bmp', reader.u16le(18), reader.u16le(20));
  if (headerBytes < 16) throw damaged(tr`its header has an impossible length`);
  const width = reader.i32le(18);
  const height = Math.abs(reader.i32le(22));
  if (width < 1) throw damaged(tr`its width is negative or zero`);
  const bits = reader.u16le(28);
  // Bit masks may name one for alpha, and rows packed by their lengths may leave pixels out: 24 plain bits cannot.
  const packed = headerBytes >= 20 && reader.u32le(30) !== 0;
  return { ...plainHeader('bmp', width, height), mayHaveAlpha: bits === 32 || packed };
}
