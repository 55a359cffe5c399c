import { ByteReader } from '../import/byteReader';

/** The fields of EXIF in which tools keep texts. */
const tags = { make: 0x010f, model: 0x0110, software: 0x0131, exif: 0x8769, makerNote: 0x927c, userComment: 0x9286 } as const;

const maximumEntries = 512;
const codeBytes = 8;

/** Texts of EXIF's fields; what is not there is left out. */
export type ExifTexts = Partial<Record<'make' | 'model' | 'software' | 'makerNote' | 'userComment', string>>;

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replace(/\0+$/, '');

/** UTF-16 in either order of bytes: writers do not agree, and most of what is written has its zeros on one side. */
function utf16(bytes: Uint8Array): string {
  let zerosFirst = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) zerosFirst += (bytes[i] === 0 ? 1 : 0) - (bytes[i + 1] === 0 ? 1 : 0);
  const marked = bytes[0] === 0xfe && bytes[1] === 0xff ? true : bytes[0] === 0xff && bytes[1] === 0xfe ? false : null;
  return new TextDecoder((marked ?? zerosFirst >= 0) ? 'utf-16be' : 'utf-16le').decode(bytes).replace(/\0+$/, '');
}

/** A comment behind its eight bytes of code; without any it is UTF-8 from the first byte on. */
function commentOf(bytes: Uint8Array): string {
  const code = String.fromCharCode(...bytes.subarray(0, codeBytes));
  const body = bytes.subarray(codeBytes);
  if (code === 'UNICODE\0') return utf16(body);
  return code === 'ASCII\0\0\0' || code === '\0'.repeat(codeBytes) ? utf8(body) : utf8(bytes);
}

/**
 * Reads the texts in a TIFF block (the body of EXIF). What makes no sense is not there: a picture is never refused for it.
 * @param block from its byte order mark on
 */
export function readExifTexts(block: Uint8Array): ExifTexts {
  const reader = new ByteReader(block);
  const texts: ExifTexts = {};
  if (block.length < 14) return texts;
  const order = reader.u16be(0);
  if (order !== 0x4949 && order !== 0x4d4d) return texts;
  const little = order === 0x4949;
  const u16 = (at: number) => (little ? reader.u16le(at) : reader.u16be(at));
  const u32 = (at: number) => (little ? reader.u32le(at) : reader.u32be(at));
  const valueOf = (entry: number): Uint8Array | null => {
    const sizeBytes = u32(entry + 4);
    const at = sizeBytes <= 4 ? entry + 8 : u32(entry + 8);
    return at + sizeBytes <= block.length ? block.subarray(at, at + sizeBytes) : null;
  };
  const directories = [u32(4)];
  for (let next = directories.shift(), read = 0; next !== undefined && read < 2; next = directories.shift(), read++) {
    if (next + 2 > block.length) continue;
    const entries = Math.min(u16(next), maximumEntries);
    for (let i = 0; i < entries; i++) {
      const entry = next + 2 + i * 12;
      if (entry + 12 > block.length) break;
      const tag = u16(entry);
      if (tag === tags.exif) directories.push(u32(entry + 8));
      const value = valueOf(entry);
      if (!value) continue;
      if (tag === tags.make) texts.make = utf8(value);
      if (tag === tags.model) texts.model = utf8(value);
      if (tag === tags.software) texts.software = utf8(value);
      if (tag === tags.makerNote) texts.makerNote = utf8(value);
      if (tag === tags.userComment) texts.userComment = commentOf(value);
    }
  }
  return texts;
}
