import { ByteReader, damaged } from './byteReader';
import { plainHeader, type PictureHeader } from './pictureHeader';

/** Size of a BMP, old (12-byte) or new header; a negative height means that the top row comes first. @throws Fault 'bad-picture' */
export function readBmpHeader(bytes: Uint8Array): PictureHeader {
  const reader = new ByteReader(bytes);
  const headerBytes = reader.u32le(14);
  if (headerBytes === 12) return plainHeader('bmp', reader.u16le(18), reader.u16le(20));
  if (headerBytes < 40 || headerBytes > 1024) throw damaged('its header has an impossible length');
  const width = reader.i32le(18);
  const height = Math.abs(reader.i32le(22));
  if (width < 1) throw damaged('its width is negative or zero');
  return { ...plainHeader('bmp', width, height), mayHaveAlpha: reader.u16le(28) === 32 };
}
