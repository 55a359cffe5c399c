import { ByteReader, brokenOff, damaged } from './byteReader';
import { exifOrientation } from './exifOrientation';
import { maximumIccBytes } from './limits';
import { plainHeader, type PictureHeader } from './pictureHeader';
import { tr } from '../../texts/texts';

const alphaFlag = 0x10;
const animationFlag = 0x02;
const maximumChunks = 4096;

/** The chunks of a WebP in order, as far as they lie within the file. */
export function* webpChunks(reader: ByteReader): Generator<{ readonly name: string; readonly body: number; readonly sizeBytes: number }> {
  let at = 12;
  for (let i = 0; i < maximumChunks && at + 8 <= reader.length; i++) {
    const [name, sizeBytes, body] = [reader.ascii(at, 4), reader.u32le(at + 4), at + 8];
    if (body + sizeBytes > reader.length) return;
    yield { name, body, sizeBytes };
    at = body + sizeBytes + (sizeBytes & 1);
  }
}

/** Profile and orientation of an extended file; both stand before or behind the pixels. */
function readExtras(reader: ByteReader): Pick<PictureHeader, 'icc' | 'orientation' | 'unturning'> {
  let icc: Uint8Array | null = null;
  let orientation = 1;
  const unturning = new Map<number, number>();
  for (const { name, body, sizeBytes } of webpChunks(reader)) {
    if (name === 'ICCP' && sizeBytes <= maximumIccBytes) icc = reader.slice(body, sizeBytes).slice();
    if (name === 'EXIF') {
      // Under another name it is passed over.
      unturning.set(body - 8, 0x58);
      const prefixed = sizeBytes > 6 && reader.ascii(body, 4) === 'Exif';
      if (orientation === 1) orientation = exifOrientation(reader, prefixed ? body + 6 : body, body + sizeBytes);
    }
  }
  return { icc, orientation, unturning };
}

/** Size and kind of a WebP picture, simple (`VP8 `, `VP8L`) or extended (`VP8X`). @throws Fault 'bad-picture' */
export function readWebpHeader(bytes: Uint8Array): PictureHeader {
  const reader = new ByteReader(bytes);
  const chunk = reader.ascii(12, 4);
  if (chunk === 'VP8 ') {
    if (reader.u24le(23) !== 0x2a019d) throw damaged(tr`its first frame does not start as one must`);
    return plainHeader('webp', reader.u16le(26) & 0x3fff, reader.u16le(28) & 0x3fff);
  }
  if (chunk === 'VP8L') {
    if (reader.u8(20) !== 0x2f) throw damaged(tr`its first frame does not start as one must`);
    const bits = reader.u32le(21);
    return { ...plainHeader('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1), mayHaveAlpha: ((bits >>> 28) & 1) === 1 };
  }
  if (chunk === 'VP8X') {
    const flags = reader.u8(20);
    return {
      ...plainHeader('webp', reader.u24le(24) + 1, reader.u24le(27) + 1),
      mayHaveAlpha: (flags & alphaFlag) !== 0,
      animated: (flags & animationFlag) !== 0,
      ...readExtras(reader),
    };
  }
  throw reader.length < 30 ? brokenOff() : damaged(tr`it holds no WebP frame`);
}
