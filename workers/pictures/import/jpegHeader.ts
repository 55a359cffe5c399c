import { NoteCollector, resolutionNote } from '../png/keptNotes';
import { ByteReader, damaged } from './byteReader';
import { exifOrientation } from './exifOrientation';
import { joinIccSegments, type IccSegment } from './iccSegments';
import { plainHeader, type PictureHeader } from './pictureHeader';
import { tr } from '../../texts/texts';

const iccName = 'ICC_PROFILE\0';
const exifName = 'Exif\0\0';
const jfifName = 'JFIF\0';
/** In the place of the first letter of a block's name: it is another block then, and passed over. */
const renamed = 0x58;

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const standsAlone = (marker: number): boolean => marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** Kinds of frame that browsers decode: baseline, extended and progressive, with Huffman's code. */
const commonFrames: readonly number[] = [0xc0, 0xc1, 0xc2];

interface Segment {
  readonly marker: number;
  /** Where its contents begin and end. */
  readonly body: number;
  readonly end: number;
}

/**
 * The segments up to the first scan. Bytes between them, and segments too short to be any, are skipped as decoders do; a segment
 * that leads beyond the end of the file ends with it.
 */
export function* segmentsOf(reader: ByteReader): Generator<Segment> {
  let at = 2;
  while (at + 1 < reader.length) {
    const marker = reader.u8(at + 1);
    if (reader.u8(at) !== 0xff || marker === 0xff || standsAlone(marker)) {
      at += reader.u8(at) === 0xff && marker !== 0xff ? 2 : 1;
      continue;
    }
    if (marker === 0xda || marker === 0xd9 || at + 4 > reader.length) return;
    const body = at + 4;
    const end = Math.min(reader.length, at + 2 + Math.max(2, reader.u16be(at + 2)));
    yield { marker, body, end: Math.max(body, end) };
    at = Math.max(body, end);
  }
}

/** JFIF's density in pixels an inch or a centimetre; null where it only tells the shape of a pixel. */
function densityOf(reader: ByteReader, { body, end }: Segment): Parameters<typeof resolutionNote> | null {
  if (end - body < 12) return null;
  const unit = reader.u8(body + 7);
  const perMetre = unit === 1 ? 1 / 0.0254 : unit === 2 ? 100 : 0;
  const [x, y] = [Math.round(reader.u16be(body + 8) * perMetre), Math.round(reader.u16be(body + 10) * perMetre)];
  return x > 0 && y > 0 ? [x, y] : null;
}

/**
 * Reads a JPEG's markers up to the first scan: size and components from the first frame header (of whatever kind), orientation
 * from EXIF, the profile from its APP2 segments, the resolution from JFIF. The rest is for the decoder to judge.
 * @throws Fault 'bad-picture' where no size is told
 */
export function readJpegHeader(bytes: Uint8Array): PictureHeader {
  const reader = new ByteReader(bytes);
  const segments: IccSegment[] = [];
  const notes = new NoteCollector();
  let frame: { marker: number; width: number; height: number; components: number; precision: number } | null = null;
  let orientation = 1;
  const unturning = new Map<number, number>();
  for (const segment of segmentsOf(reader)) {
    const { marker, body, end } = segment;
    const bodyBytes = end - body;
    const named = (name: string): boolean => bodyBytes > name.length && reader.ascii(body, name.length) === name;
    if (isFrame(marker) && frame === null && bodyBytes >= 6) {
      frame = {
        marker,
        precision: reader.u8(body),
        height: reader.u16be(body + 1),
        width: reader.u16be(body + 3),
        components: reader.u8(body + 5),
      };
    } else if (marker === 0xe1 && named(exifName)) {
      // Of several blocks decoders believe one or another: any rotation is a reason to look at what they did.
      unturning.set(body, renamed);
      if (orientation === 1) orientation = exifOrientation(reader, body + 6, end);
    } else if (marker === 0xe0 && named(jfifName)) {
      const density = densityOf(reader, segment);
      if (density) notes.take(resolutionNote(...density));
    } else if (marker === 0xe2 && bodyBytes > 14 && named(iccName)) {
      segments.push({ number: reader.u8(body + 12), count: reader.u8(body + 13), data: reader.slice(body + 14, bodyBytes - 14) });
    }
  }
  if (frame === null) throw damaged(tr`it does not say how large the picture is`);
  const { width, height, components, precision, marker } = frame;
  return {
    ...plainHeader('jpeg', width, height),
    cmyk: components === 4,
    deep: precision > 8,
    rare: !commonFrames.includes(marker) || precision > 8,
    orientation,
    unturning,
    icc: joinIccSegments(segments),
    notes: notes.joined(),
  };
}
