import { ByteReader, damaged } from '../import/byteReader';
import { tr } from '../../texts/texts';

export const colourTypes = { grey: 0, rgb: 2, palette: 3, greyAlpha: 4, rgba: 6 } as const;

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a channel: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
  /** Channels as stored: 1 for a palette. */
  readonly channels: number;
}

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };

/** Reads the contents of IHDR. @throws Fault 'bad-picture' for anything that the PNG specification does not allow. */
export function parsePngHeader(data: Uint8Array): PngHeader {
  const reader = new ByteReader(data);
  const depth = reader.u8(8);
  const colourType = reader.u8(9);
  const channels = channelsOf[colourType];
  if (channels === undefined || depthsOf[colourType]?.includes(depth) !== true)
    throw damaged(tr`its header names a kind of pixel that PNG does not have`);
  if (reader.u8(10) !== 0 || reader.u8(11) !== 0) throw damaged(tr`its header names a compression that PNG does not have`);
  const interlace = reader.u8(12);
  if (interlace > 1) throw damaged(tr`its header names an order of rows that PNG does not have`);
  return { width: reader.u32be(0), height: reader.u32be(4), depth, colourType, interlaced: interlace === 1, channels };
}

/** The header of a PNG file: its first chunk, by the specification. @throws Fault 'bad-picture' */
export function readPngHeader(bytes: Uint8Array): PngHeader {
  const reader = new ByteReader(bytes);
  const first = reader.ascii(12, 4);
  if (first === 'CgBI') throw damaged(tr`it is in a form that only Apple devices read`);
  if (first !== 'IHDR' || reader.u32be(8) !== 13) throw damaged(tr`its first chunk is not the header`);
  return parsePngHeader(reader.slice(16, 13));
}
