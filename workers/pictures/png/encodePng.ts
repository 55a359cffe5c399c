import { makeChunk, pngSignature } from './chunks';
import { deflate } from './deflate';
import { keywordOf, notesOf } from './keptNotes';
import { packRows, type RowReader } from './packRows';
import { colourTypes } from './pngHeader';
import { makeTextChunk } from './textChunk';
import { atOnce, type Turn } from './turn';

/** A text that is written beside the pixels. */
export interface PngText {
  /** 1…79 ASCII characters. */
  readonly keyword: string;
  readonly text: string;
  /** Written as `iTXt` also where it is plain ASCII. */
  readonly international?: boolean;
}

/** A picture as it leaves. */
export interface PngPicture {
  readonly width: number;
  readonly height: number;
  /** RGBA8 with straight alpha, width × height × 4. */
  readonly rgba: Uint8Array;
  /** An RGB colour profile to embed again, or null. */
  readonly icc: Uint8Array | null;
  /** Notes of the file that it came from, as `NoteCollector` joined them; a text gives way to one of the same keyword in `text`. */
  readonly notes?: Uint8Array | null | undefined;
  readonly text?: readonly PngText[];
}

/** Pixel data is cut into chunks of this size, in bytes, so that readers can check it piece by piece. */
const pixelChunkBytes = 1024 * 1024;
const opaqueStretchBytes = 4 * 1024 * 1024;

function headerChunk(width: number, height: number, colourType: number, depth: 8 | 16 = 8): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([depth, colourType, 0, 0, 0], 8);
  return makeChunk('IHDR', data);
}

async function profileChunk(icc: Uint8Array): Promise<Uint8Array> {
  const name = new TextEncoder().encode('ICC Profile\0\0');
  const packed = await deflate([icc]);
  const data = new Uint8Array(name.length + packed.length);
  data.set(name);
  data.set(packed, name.length);
  return makeChunk('iCCP', data);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function assemble(
  header: Uint8Array,
  notes: readonly Uint8Array[],
  rows: AsyncIterable<Uint8Array>,
  turn: Turn,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await deflate(rows);
  const pixels: Uint8Array[] = [];
  for (let at = 0; at < packed.length; at += pixelChunkBytes) {
    pixels.push(makeChunk('IDAT', packed.subarray(at, at + pixelChunkBytes)));
    await turn();
  }
  return join([pngSignature, header, ...notes, ...pixels, makeChunk('IEND', new Uint8Array(0))]);
}

async function isOpaque(rgba: Uint8Array, turn: Turn): Promise<boolean> {
  for (let start = 0; start < rgba.length; start += opaqueStretchBytes) {
    const end = Math.min(rgba.length, start + opaqueStretchBytes);
    for (let i = start + 3; i < end; i += 4) if (rgba[i] !== 255) return false;
    await turn();
  }
  return true;
}

/** Everything between header and pixels, colour first, as the specification wants it (5.6). */
async function noteChunks({ icc, notes = null, text = [] }: PngPicture): Promise<Uint8Array[]> {
  const written = new Set(text.map(({ keyword }) => keyword));
  const chunks = icc === null ? [] : [await profileChunk(icc)];
  for (const note of notesOf(notes)) if (!written.has(keywordOf(note) ?? '')) chunks.push(makeChunk(note.type, note.data));
  for (const { keyword, text: value, international } of text) chunks.push(makeTextChunk(keyword, value, international));
  return chunks;
}

/**
 * Encodes a picture as an 8-bit PNG, never through a canvas: decoding it gives the same bytes again, also where alpha is 0.
 * A wholly opaque picture is stored without its alpha channel.
 */
export async function encodePng(picture: PngPicture, turn: Turn = atOnce): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, rgba } = picture;
  const opaque = await isOpaque(rgba, turn);
  const channels = opaque ? 3 : 4;
  const read: RowReader = (y, row) => {
    const from = y * width * 4;
    if (!opaque) {
      row.set(rgba.subarray(from, from + width * 4));
      return;
    }
    for (let x = 0, i = from, o = 0; x < width; x++, i += 4, o += 3) {
      row[o] = rgba[i] as number;
      row[o + 1] = rgba[i + 1] as number;
      row[o + 2] = rgba[i + 2] as number;
    }
  };
  const header = headerChunk(width, height, opaque ? colourTypes.rgb : colourTypes.rgba);
  return assemble(header, await noteChunks(picture), packRows(width, height, channels, read, turn), turn);
}

/**
 * Encodes one byte a pixel as a grey PNG. `grey`: width × height.
 * @param depth 16 spreads the values over two bytes, for programs that want them: v · 257
 */
export async function encodeGreyPng(
  width: number,
  height: number,
  grey: Uint8Array,
  turn: Turn = atOnce,
  depth: 8 | 16 = 8,
): Promise<Uint8Array<ArrayBuffer>> {
  const read: RowReader = (y, row) => {
    const values = grey.subarray(y * width, (y + 1) * width);
    if (depth === 8) row.set(values);
    else for (let x = 0; x < width; x++) row.fill(values[x] as number, x * 2, x * 2 + 2);
  };
  return assemble(headerChunk(width, height, colourTypes.grey, depth), [], packRows(width, height, depth / 8, read, turn), turn);
}
