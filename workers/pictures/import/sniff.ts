/** Formats that can be opened. */
const openableFormats = ['png', 'jpeg', 'webp', 'gif', 'avif', 'bmp'] as const;

export type PictureFormat = (typeof openableFormats)[number];

/** Formats that are recognised only so that they can be refused by name. */
export type RefusedFormat =
  'empty' | 'svg' | 'heic' | 'tiff' | 'pdf' | 'psd' | 'jpeg-xl' | 'jpeg-2000' | 'icon' | 'zip' | 'video' | 'web-page' | 'text' | 'unknown';

/** How many bytes from the beginning `sniff` looks at, at most. */
export const sniffBytes = 4096;

const latin1 = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

const magics: readonly (readonly [string, PictureFormat | RefusedFormat])[] = [
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['BM', 'bmp'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['%PDF', 'pdf'],
  ['8BPS', 'psd'],
  ['PK\x03\x04', 'zip'],
  ['\xff\x0a', 'jpeg-xl'],
  ['\0\0\0\x0cJXL ', 'jpeg-xl'],
  ['\0\0\0\x0cjP  ', 'jpeg-2000'],
  ['\0\0\x01\0', 'icon'],
  ['\x1aE\xdf\xa3', 'video'],
];

/** The brands of an ISO media file decide between AVIF, HEIC and moving pictures. */
function sniffMedia(head: Uint8Array): PictureFormat | RefusedFormat {
  const boxBytes = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const brands: string[] = [latin1(head, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(boxBytes, head.length); at += 4) brands.push(latin1(head, at, at + 4));
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  return brands.some((brand) => /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand)) ? 'heic' : 'video';
}

function sniffText(head: Uint8Array): RefusedFormat {
  const printable = head.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 12 || byte === 13);
  if (!printable) return 'unknown';
  const text = new TextDecoder().decode(head).trimStart().toLowerCase();
  if (/^(<\?xml|<!--|<!doctype svg|<svg)/.test(text) && text.includes('<svg')) return 'svg';
  return /^(<!doctype html|<html)/.test(text) ? 'web-page' : 'text';
}

/** The type of a file by its first bytes; its name and its declared type are not asked. */
export function sniff(bytes: Uint8Array): PictureFormat | RefusedFormat {
  const head = bytes.subarray(0, sniffBytes);
  if (head.length === 0) return 'empty';
  for (const [magic, format] of magics) {
    if (latin1(head, 0, magic.length) === magic) return format;
  }
  if (head.length >= 12 && latin1(head, 0, 4) === 'RIFF') return latin1(head, 8, 12) === 'WEBP' ? 'webp' : 'video';
  if (head.length >= 12 && latin1(head, 4, 8) === 'ftyp') return sniffMedia(head);
  return sniffText(head);
}

/** Whether a format can be opened, not only recognised. */
export function isOpenable(format: PictureFormat | RefusedFormat): format is PictureFormat {
  return openableFormats.some((known) => known === format);
}
