import { toSrgb } from '../../maps/colours/convert';
import type { Colours } from '../../protocol/colours';
import { Fault } from '../../protocol/faults';
import type { ImportedPicture } from '../../protocol/pictures';
import { decodePng } from '../png/decodePng';
import { uprightNotes } from '../png/keptNotes';
import { atOnce, type Turn } from '../png/turn';
import { pictureColours } from '../colours/pictureColours';
import { browserDecoder } from './browserDecoder';
import { cleanName } from './cleanName';
import { colourNotice, isColourNotice } from './colourNotice';
import { checkFileSize, checkPictureSize } from './limits';
import { headerNotices, judgeProfile, wordings } from './notices';
import { turnUpright, uprightSize } from './orientation';
import type { PictureHeader } from './pictureHeader';
import type { PlatformDecoder } from './platformDecoder';
import { readPictureHeader } from './readPictureHeader';
import { refuseFormat } from './refusal';
import { isOpenable, sniff, sniffBytes } from './sniff';
import { undecodable } from './undecodable';
import { tr } from '../../texts/texts';

const nameOf = (file: Blob): string => ('name' in file && typeof file.name === 'string' ? file.name : '');

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new Fault('bad-picture', tr`The file cannot be read any more.`, tr`It may have been moved or changed. Choose it again.`, {
      cause,
    });
  }
}

async function importPng(bytes: Uint8Array, name: string, turn: Turn): Promise<ImportedPicture> {
  const { width, height, rgba, depth, animated, orientation, icc: stored, namesProfile, notes, notesCut } = await decodePng(bytes, turn);
  const { icc, notice } = judgeProfile(stored, false);
  const notices: string[] = [];
  if (depth === 16) notices.push(wordings.deep);
  if (orientation !== 1) notices.push(wordings.rotated);
  if (animated) notices.push(wordings.animated);
  if (notice !== null || (namesProfile && stored === null)) notices.push(wordings.profileDropped);
  if (notesCut) notices.push(wordings.notesCut);
  const colours = pictureColours(icc, notes);
  const said = colourNotice(colours, icc, notes);
  if (said !== null) notices.push(said);
  return {
    ...uprightSize({ width, height }, orientation),
    rgba: turnUpright(rgba, { width, height }, orientation),
    icc,
    colours,
    notes: orientation === 1 ? notes : uprightNotes(notes, orientation >= 5),
    name,
    notices,
  };
}

async function importByPlatform(
  blob: Blob,
  bytes: Uint8Array,
  header: PictureHeader,
  name: string,
  decode: PlatformDecoder,
): Promise<ImportedPicture> {
  const pixels = await decode(blob, header).catch((cause: unknown) => {
    throw undecodable(header, bytes, cause);
  });
  const { width, height, rgba, exact, turned } = pixels;
  checkPictureSize(pixels);
  const { icc, notice } = judgeProfile(header.icc, header.cmyk);
  const notices = headerNotices(header, turned);
  if (!exact) notices.push(wordings.premultiplied);
  if (notice !== null) notices.push(notice);
  const colours = pictureColours(icc, header.notes);
  const said = colourNotice(colours, icc, header.notes);
  if (said !== null) notices.push(said);
  const sideways = turned === true && width === header.height && height === header.width && width !== height;
  const notes = turned === true ? uprightNotes(header.notes, sideways) : header.notes;
  return { width, height, rgba, icc, colours, notes, name, notices };
}

function convertedPicture(picture: ImportedPicture, colours: Colours): ImportedPicture {
  const notices = picture.notices.map((notice) => (isColourNotice(notice) ? wordings.converted : notice));
  return { ...picture, rgba: toSrgb(picture.rgba, 4, colours), icc: null, notes: null, colours: null, notices };
}

export interface ImportOptions {
  /** The file's name; the blob's own where it has one. */
  readonly name?: string;
  /** The platform's decoder, to be replaced in tests. */
  readonly decode?: PlatformDecoder;
  /** Whether pixels of other colours are converted to sRGB; what says so in the file is left behind then. */
  readonly inSrgb?: boolean;
  /** Called between stretches of work. */
  readonly turn?: Turn;
}

/**
 * Opens a picture file: type by its first bytes, size from its header before anything is decoded, then pixels frozen once as
 * RGBA8 with straight alpha and without colour conversion, upright. PNG never touches a canvas; the rest is the platform's to
 * decode.
 * @throws Fault 'bad-picture', always with what to do
 */
export async function importPicture(
  file: Blob,
  { name: given = nameOf(file), decode = browserDecoder, turn = atOnce, inSrgb = false }: ImportOptions = {},
): Promise<ImportedPicture> {
  const name = cleanName(given);
  // A film of gigabytes is refused by its first bytes, not read into memory.
  const format = sniff(await bytesOf(file.slice(0, sniffBytes)));
  if (!isOpenable(format)) throw refuseFormat(format, name);
  checkFileSize(file.size);
  const bytes = await bytesOf(file);
  const header = readPictureHeader(bytes, name);
  const picture = await (header.format === 'png' ? importPng(bytes, name, turn) : importByPlatform(file, bytes, header, name, decode));
  return inSrgb && picture.colours ? convertedPicture(picture, picture.colours) : picture;
}
