import { ByteReader, damaged } from '../import/byteReader';
import { exifOrientation } from '../import/exifOrientation';
import { declaredIccBytes } from '../import/iccProfile';
import { checkPictureSize, maximumIccBytes } from '../import/limits';
import { walkChunks, type PngChunk } from './chunks';
import { decodePixels } from './decodePixels';
import { rowExpander } from './expand';
import { inflateSmall } from './inflate';
import { NoteCollector } from './keptNotes';
import { colourTypes, readPngHeader, type PngHeader } from './pngHeader';
import { atOnce, type Turn } from './turn';
import { tr } from '../../texts/texts';

export interface DecodedPng {
  readonly width: number;
  readonly height: number;
  /** Straight alpha, exactly as stored, also where alpha is 0. */
  readonly rgba: Uint8Array;
  /** The embedded colour profile as stored, or null. */
  readonly icc: Uint8Array | null;
  /** Whether the file names a profile, readable or not. */
  readonly namesProfile: boolean;
  /** Chunks to be written again at export, as they stand in the file, one behind the other; null where there are none. */
  readonly notes: Uint8Array | null;
  /** Whether notes were too long to be kept. */
  readonly notesCut: boolean;
  /** Bits a channel in the file. */
  readonly depth: number;
  readonly animated: boolean;
  /** As `eXIf` has it, 1…8. The pixels are as stored. */
  readonly orientation: number;
}

interface Parts {
  palette: Uint8Array | null;
  transparency: Uint8Array | null;
  profile: Uint8Array | null;
  orientation: number;
  animated: boolean;
  readonly notes: NoteCollector;
  readonly pixels: Uint8Array[];
}

const critical = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

function takeChunk(parts: Parts, { type, data, intact }: PngChunk): void {
  if (!intact) {
    // A damaged note does no harm; damaged pixels or colours do.
    if (critical.has(type) || type === 'tRNS') throw damaged(tr`the checksum of its ${type} part does not fit`);
    if (type === 'iCCP') parts.profile ??= data;
    return;
  }
  if (type === 'PLTE') parts.palette = data;
  else if (type === 'tRNS') parts.transparency = data;
  else if (type === 'IDAT') parts.pixels.push(data);
  else if (type === 'iCCP') parts.profile = data;
  else if (type === 'acTL') parts.animated = true;
  else if (type === 'eXIf') parts.orientation = exifOrientation(new ByteReader(data), 0, data.length);
  else if (!critical.has(type) && /^[A-Z]/.test(type)) throw damaged(tr`it has a part named ${type}, without which it cannot be shown`);
  else parts.notes.take({ type, data });
}

async function collect(bytes: Uint8Array, turn: Turn): Promise<Parts> {
  const parts: Parts = {
    palette: null,
    transparency: null,
    profile: null,
    orientation: 1,
    animated: false,
    notes: new NoteCollector(),
    pixels: [],
  };
  for await (const chunk of walkChunks(bytes, turn)) takeChunk(parts, chunk);
  return parts;
}

/** RGBA of each palette entry; alphas that `tRNS` leaves out are 255. */
function paletteColours({ palette, transparency }: Parts): Uint8Array {
  if (palette === null || palette.length === 0 || palette.length % 3 !== 0 || palette.length > 768)
    throw damaged(tr`its palette is missing or incomplete`);
  const colours = new Uint8Array((palette.length / 3) * 4);
  for (let i = 0; i < palette.length / 3; i++) {
    colours.set(palette.subarray(i * 3, i * 3 + 3), i * 4);
    colours[i * 4 + 3] = transparency?.[i] ?? 255;
  }
  return colours;
}

/** The one transparent colour of a picture without alpha channel, at the file's own depth. */
function transparentColour({ colourType, depth }: PngHeader, { transparency }: Parts): number[] | null {
  const needed = colourType === colourTypes.grey ? 1 : colourType === colourTypes.rgb ? 3 : 0;
  if (transparency === null || needed === 0 || transparency.length < needed * 2) return null;
  const reader = new ByteReader(transparency);
  // Bits above the depth are to be ignored, says the specification (11.3.2.1).
  return Array.from({ length: needed }, (_, i) => reader.u16be(i * 2) & (2 ** depth - 1));
}

/**
 * The profile of an `iCCP` chunk: what unpacks, as far as the profile itself says that it goes; a stream that is damaged behind
 * its end does no harm. Null where less than that comes out.
 */
function profileOf(data: Uint8Array | null): Uint8Array | null {
  if (data === null) return null;
  const nameEnd = data.subarray(0, 80).indexOf(0);
  if (nameEnd < 1 || data[nameEnd + 1] !== 0) return null;
  const { bytes, whole } = inflateSmall(data.subarray(nameEnd + 2), maximumIccBytes);
  if (whole) return bytes;
  const declared = declaredIccBytes(bytes);
  return declared === null || declared > bytes.length ? null : bytes.slice(0, declared);
}

/**
 * Decodes any PNG into RGBA8 with straight alpha, without colour conversion and without a canvas. 16-bit channels are rounded.
 * An unreadable profile is left out and an orientation left to the caller; of an animation, the picture outside it counts (its first
 * frame in nearly all files).
 * @throws Fault 'bad-picture' for damage of any kind and for sizes over the limits, before anything is unpacked
 */
export async function decodePng(bytes: Uint8Array, turn: Turn = atOnce): Promise<DecodedPng> {
  const header = readPngHeader(bytes);
  checkPictureSize(header);
  const parts = await collect(bytes, turn);
  if (parts.pixels.length === 0) throw damaged(tr`it holds no pixels`);
  const expand = rowExpander(header, {
    palette: header.colourType === colourTypes.palette ? paletteColours(parts) : null,
    transparent: transparentColour(header, parts),
  });
  const rgba = await decodePixels(header, parts.pixels, expand, turn);
  const { width, height, depth } = header;
  const { animated, orientation, profile, notes } = parts;
  return {
    width,
    height,
    rgba,
    icc: profileOf(profile),
    namesProfile: profile !== null,
    notes: notes.joined(),
    notesCut: notes.overflowed,
    depth,
    animated,
    orientation,
  };
}
