import { ByteReader, brokenOff, damaged } from './byteReader';
import { exifOrientation } from './exifOrientation';
import { joinIccSegments, type IccSegment } from './iccSegments';
import { plainHeader, type PictureHeader } from './pictureHeader';

const iccName = 'ICC_PROFILE\0';
const exifName = 'Exif\0\0';

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/**
 * Reads a JPEG's markers up to the first scan: size and components from any frame header (baseline and progressive alike),
 * orientation from EXIF, the profile from its APP2 segments.
 * @throws Fault 'bad-picture'
 */
export function readJpegHeader(bytes: Uint8Array): PictureHeader {
  const reader = new ByteReader(bytes);
  const segments: IccSegment[] = [];
  let frame: { width: number; height: number; components: number; precision: number } | null = null;
  let orientation = 1;
  let at = 2;
  for (;;) {
    if (at >= reader.length) throw brokenOff();
    if (reader.u8(at) !== 0xff) throw damaged('a marker is missing where one must be');
    while (reader.u8(at) === 0xff) at++;
    const marker = reader.u8(at++);
    if (standsAlone(marker)) continue;
    if (marker === 0xda || marker === 0xd9) break;
    const sizeBytes = reader.u16be(at);
    if (sizeBytes < 2) throw damaged('a segment has an impossible length');
    const body = at + 2;
    const end = at + sizeBytes;
    if (end > reader.length) throw brokenOff();
    const bodyBytes = end - body;
    if (isFrame(marker) && frame === null) {
      frame = { precision: reader.u8(body), height: reader.u16be(body + 1), width: reader.u16be(body + 3), components: reader.u8(body + 5) };
    } else if (marker === 0xe1 && bodyBytes > 6 && reader.ascii(body, 6) === exifName) {
      orientation = exifOrientation(reader, body + 6, end);
    } else if (marker === 0xe2 && bodyBytes > 14 && reader.ascii(body, 12) === iccName) {
      segments.push({ number: reader.u8(body + 12), count: reader.u8(body + 13), data: reader.slice(body + 14, bodyBytes - 14) });
    }
    at = end;
  }
  if (frame === null) throw damaged('it does not say how large the picture is');
  return {
    ...plainHeader('jpeg', frame.width, frame.height),
    cmyk: frame.components === 4,
    deep: frame.precision > 8,
    orientation,
    icc: joinIccSegments(segments),
  };
}
