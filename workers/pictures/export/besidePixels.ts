import { ByteReader } from '../import/byteReader';
import { segmentsOf } from '../import/jpegHeader';
import { readWebpHeader, webpChunks } from '../import/webpHeader';

/** What is put into a finished JPEG or WebP; null is left out. */
export interface BesidePixels {
  /** The body of EXIF, from its order of bytes on. */
  readonly exif: Uint8Array | null;
  readonly xmp: string | null;
  readonly icc: Uint8Array | null;
}

/** Most bytes of a JPEG's segment behind its length. */
const mostSegmentBytes = 65_533;
const iccHeadBytes = 14;

function joined(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A segment; nothing where it would be too long: EXIF and XMP do not go on in a second one. */
function segment(marker: number, name: string, body: Uint8Array): Uint8Array[] {
  const head = utf8(name);
  const length = head.length + body.length;
  return length > mostSegmentBytes ? [] : [joined([[0xff, marker, (length + 2) >> 8, (length + 2) & 255], head, body])];
}

function iccSegments(icc: Uint8Array): Uint8Array[] {
  const each = mostSegmentBytes - iccHeadBytes;
  const count = Math.ceil(icc.length / each);
  return Array.from({ length: count }, (_, i) =>
    segment(0xe2, 'ICC_PROFILE\0', joined([[i + 1, count], icc.subarray(i * each, (i + 1) * each)])),
  ).flat();
}

/** Puts EXIF, XMP and a profile into a JPEG, behind JFIF's segment. A profile that it has gives way to this one. */
export function intoJpeg(jpeg: Uint8Array, { exif, xmp, icc }: BesidePixels): Uint8Array<ArrayBuffer> {
  const own = [...segmentsOf(new ByteReader(jpeg))];
  const first = own[0];
  const behind = first?.marker === 0xe0 ? first.end : 2;
  const isProfile = ({ marker, body }: (typeof own)[number]) =>
    marker === 0xe2 && String.fromCharCode(...jpeg.subarray(body, body + 3)) === 'ICC';
  const rest: Uint8Array[] = [];
  let from = behind;
  for (const one of own.filter((each) => icc !== null && isProfile(each))) {
    rest.push(jpeg.subarray(from, one.body - 4));
    from = one.end;
  }
  rest.push(jpeg.subarray(from));
  return joined([
    jpeg.subarray(0, behind),
    ...(exif ? segment(0xe1, 'Exif\0\0', exif) : []),
    ...(xmp === null ? [] : segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', utf8(xmp))),
    ...(icc ? iccSegments(icc) : []),
    ...rest,
  ]);
}

const flags = { icc: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;
const u32 = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];

/** Puts EXIF, XMP and a profile into a WebP, which becomes one of the extended kind. */
export function intoWebp(webp: Uint8Array, { exif, xmp, icc }: BesidePixels): Uint8Array<ArrayBuffer> {
  const { width, height, mayHaveAlpha } = readWebpHeader(webp);
  const chunk = (name: string, body: Uint8Array | readonly number[]) =>
    joined([utf8(name), u32(body.length), body, body.length % 2 === 1 ? [0] : []]);
  const ours = ['VP8X', 'EXIF', 'XMP ', ...(icc ? ['ICCP'] : [])];
  const all = [...webpChunks(new ByteReader(webp))];
  const hasIcc = icc !== null || all.some(({ name }) => name === 'ICCP');
  const set = (hasIcc ? flags.icc : 0) | (mayHaveAlpha ? flags.alpha : 0) | (exif ? flags.exif : 0) | (xmp === null ? 0 : flags.xmp);
  const body = joined([
    utf8('WEBP'),
    chunk('VP8X', [set, 0, 0, 0, ...u32(width - 1).slice(0, 3), ...u32(height - 1).slice(0, 3)]),
    ...(icc ? [chunk('ICCP', icc)] : []),
    ...all.filter(({ name }) => !ours.includes(name)).map((one) => chunk(one.name, webp.subarray(one.body, one.body + one.sizeBytes))),
    ...(exif ? [chunk('EXIF', exif)] : []),
    ...(xmp === null ? [] : [chunk('XMP ', utf8(xmp))]),
  ]);
  return joined([utf8('RIFF'), u32(body.length), body]);
}
