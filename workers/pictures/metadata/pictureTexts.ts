import { ByteReader } from '../import/byteReader';
import { segmentsOf } from '../import/jpegHeader';
import { sniff } from '../import/sniff';
import { webpChunks } from '../import/webpHeader';
import { walkChunks } from '../png/chunks';
import { keywordOf, maximumNotesBytes } from '../png/keptNotes';
import { textOf } from '../png/textChunk';
import { readExifTexts, type ExifTexts } from './exifTexts';

/** The texts that a picture carries, by PNG's keyword, or by what EXIF and XMP call them. */
export interface PictureTexts {
  /** Under their keywords; the first of two equal ones. */
  readonly png: ReadonlyMap<string, string>;
  readonly exif: ExifTexts;
  readonly xmp: string | null;
}

const exifName = 'Exif\0\0';
const xmpName = 'http://ns.adobe.com/xap/1.0/\0';

async function pngTexts(bytes: Uint8Array): Promise<PictureTexts> {
  const png = new Map<string, string>();
  for await (const chunk of walkChunks(bytes)) {
    const keyword = chunk.intact ? keywordOf(chunk) : null;
    const text = keyword === null || png.has(keyword) ? null : textOf(chunk, keyword.length, maximumNotesBytes);
    if (keyword !== null && text !== null) png.set(keyword, text);
  }
  return { png, exif: {}, xmp: null };
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function jpegTexts(bytes: Uint8Array): PictureTexts {
  const reader = new ByteReader(bytes);
  let exif: ExifTexts = {};
  let xmp: string | null = null;
  for (const { marker, body, end } of segmentsOf(reader)) {
    if (marker !== 0xe1) continue;
    const named = (name: string) => end - body > name.length && reader.ascii(body, name.length) === name;
    if (named(exifName)) exif = { ...readExifTexts(reader.slice(body + 6, end - body - 6)), ...exif };
    else if (named(xmpName)) xmp ??= utf8(reader.slice(body + xmpName.length, end - body - xmpName.length));
  }
  return { png: new Map(), exif, xmp };
}

function webpTexts(bytes: Uint8Array): PictureTexts {
  const reader = new ByteReader(bytes);
  let exif: ExifTexts = {};
  let xmp: string | null = null;
  for (const { name, body, sizeBytes } of webpChunks(reader)) {
    if (sizeBytes > maximumNotesBytes) continue;
    const data = reader.slice(body, sizeBytes);
    const prefixed = name === 'EXIF' && utf8(data.subarray(0, 4)) === 'Exif';
    if (name === 'EXIF') exif = { ...readExifTexts(prefixed ? data.subarray(6) : data), ...exif };
    if (name === 'XMP ') xmp ??= utf8(data);
  }
  return { png: new Map(), exif, xmp };
}

/** The texts in a PNG, JPEG or WebP; null for other files. @throws Fault 'bad-picture' where the file is not whole */
export async function readPictureTexts(bytes: Uint8Array): Promise<PictureTexts | null> {
  const format = sniff(bytes);
  if (format === 'png') return pngTexts(bytes);
  if (format === 'jpeg') return jpegTexts(bytes);
  return format === 'webp' ? webpTexts(bytes) : null;
}
