import { readPngHeader } from '../png/pngHeader';
import { readAvifHeader } from './avifHeader';
import { readBmpHeader } from './bmpHeader';
import { readGifHeader } from './gifHeader';
import { readJpegHeader } from './jpegHeader';
import { checkPictureSize } from './limits';
import { plainHeader, type PictureHeader } from './pictureHeader';
import { refuseFormat } from './refusal';
import { isOpenable, sniff, type PictureFormat } from './sniff';
import { readWebpHeader } from './webpHeader';

const readers: Readonly<Record<PictureFormat, (bytes: Uint8Array) => PictureHeader>> = {
  png: (bytes) => {
    const { width, height, depth } = readPngHeader(bytes);
    return { ...plainHeader('png', width, height), mayHaveAlpha: true, deep: depth === 16 };
  },
  jpeg: readJpegHeader,
  webp: readWebpHeader,
  gif: readGifHeader,
  avif: readAvifHeader,
  bmp: readBmpHeader,
};

/**
 * What kind of picture a file holds and how large it is, from its first bytes and its header alone.
 * @param name shown in the refusal, as plain text
 * @throws Fault 'bad-picture' for what is not a picture, what is damaged and what is too large
 */
export function readPictureHeader(bytes: Uint8Array, name: string): PictureHeader {
  const format = sniff(bytes);
  if (!isOpenable(format)) throw refuseFormat(format, name);
  const header = readers[format](bytes);
  checkPictureSize(header);
  return header;
}
