import { Fault } from '../../../workers/protocol/faults';
import { decodePng } from '../png/decodePng';
import { damaged } from './byteReader';
import { browserDecoder } from './browserDecoder';
import { cleanName, type ImportedPicture } from './importedPicture';
import { checkFileSize, checkPictureSize } from './limits';
import { headerNotices, judgeProfile, wordings } from './notices';
import type { PictureHeader } from './pictureHeader';
import type { PlatformDecoder } from './platformDecoder';
import { readPictureHeader } from './readPictureHeader';
import { refuseFormat } from './refusal';
import { isOpenable, sniff, sniffBytes } from './sniff';

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new Fault('bad-picture', 'The file cannot be read any more.', 'It may have been moved or changed. Choose it again.', { cause });
  }
}

async function importPng(bytes: Uint8Array, name: string): Promise<ImportedPicture> {
  const { width, height, rgba, depth, animated, orientation, icc: stored } = await decodePng(bytes);
  const { icc, notice } = judgeProfile(stored, false);
  const notices: string[] = [];
  if (depth === 16) notices.push(wordings.deep);
  if (orientation !== 1) notices.push(wordings.rotationIgnored);
  if (animated) notices.push(wordings.animated);
  if (notice !== null) notices.push(notice);
  return { width, height, rgba, icc, name, notices };
}

async function importByPlatform(blob: Blob, header: PictureHeader, name: string, decode: PlatformDecoder): Promise<ImportedPicture> {
  const pixels = await decode(blob, header).catch((cause: unknown) => {
    throw damaged('the browser cannot decode it', { cause });
  });
  const { width, height, rgba, exact } = pixels;
  checkPictureSize(pixels);
  const sideways = header.orientation >= 5 && header.width !== header.height;
  const turned = header.orientation !== 1 && (!sideways || width === header.height);
  const { icc, notice } = judgeProfile(header.icc, header.cmyk);
  const notices = headerNotices(header, turned);
  if (!exact) notices.push(wordings.premultiplied);
  if (notice !== null) notices.push(notice);
  return { width, height, rgba, icc, name, notices };
}

/**
 * Opens a picture file: type by its first bytes, size from its header before anything is decoded, then pixels frozen once as
 * RGBA8 with straight alpha and without colour conversion. PNG never touches a canvas; the rest is the platform's to decode.
 * @param decode the platform's decoder, to be replaced in tests
 * @throws Fault 'bad-picture', always with what to do
 */
export async function importPicture(file: Blob, decode: PlatformDecoder = browserDecoder): Promise<ImportedPicture> {
  const name = cleanName('name' in file && typeof file.name === 'string' ? file.name : '');
  // A film of gigabytes is refused by its first bytes, not read into memory.
  const format = sniff(await bytesOf(file.slice(0, sniffBytes)));
  if (!isOpenable(format)) throw refuseFormat(format, name);
  checkFileSize(file.size);
  const bytes = await bytesOf(file);
  const header = readPictureHeader(bytes, name);
  return header.format === 'png' ? importPng(bytes, name) : importByPlatform(file, header, name, decode);
}
