import type { ByteReader } from './byteReader';

const orientationTag = 0x0112;
const maximumEntries = 512;

/**
 * The orientation 1…8 in a TIFF block (the body of EXIF) that starts at `start`; 1 where it is missing or makes no sense:
 * a picture is never refused for its EXIF.
 */
export function exifOrientation(reader: ByteReader, start: number, end: number): number {
  if (end - start < 14 || end > reader.length) return 1;
  const order = reader.u16be(start);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const little = order === 0x4949;
  const u16 = (offset: number): number => (little ? reader.u16le(offset) : reader.u16be(offset));
  const directory = start + (little ? reader.u32le(start + 4) : reader.u32be(start + 4));
  if (directory + 2 > end) return 1;
  const entries = Math.min(u16(directory), maximumEntries);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > end) return 1;
    if (u16(entry) !== orientationTag) continue;
    const value = u16(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
