import { ByteReader, brokenOff, damaged } from '../import/byteReader';
import { crc32 } from './crc32';
import { atOnce, type Turn } from './turn';
import { tr } from '../../texts/texts';

export interface PngChunk {
  readonly type: string;
  /** A view into the file. */
  readonly data: Uint8Array;
  /** False where the checksum does not fit. */
  readonly intact: boolean;
}

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Checksums are computed in stretches of this size, in bytes, between which messages are taken. */
const stretchBytes = 1024 * 1024;

async function crcInStretches(bytes: Uint8Array, turn: Turn): Promise<number> {
  let crc = 0;
  for (let at = 0; at < bytes.length; at += stretchBytes) {
    crc = crc32(bytes.subarray(at, at + stretchBytes), crc);
    await turn();
  }
  return crc;
}

/**
 * The chunks of a PNG up to IEND, as views. Anything behind IEND is ignored.
 * @throws Fault 'bad-picture' where the signature is missing, a name is not four letters or the file ends inside a chunk.
 */
export async function* walkChunks(bytes: Uint8Array, turn: Turn = atOnce): AsyncGenerator<PngChunk> {
  if (!pngSignature.every((byte, i) => bytes[i] === byte)) throw damaged(tr`it does not begin as a PNG does`);
  const reader = new ByteReader(bytes);
  let at = pngSignature.length;
  for (;;) {
    if (at >= reader.length) throw brokenOff();
    const sizeBytes = reader.u32be(at);
    const type = reader.ascii(at + 4, 4);
    if (!/^[A-Za-z]{4}$/.test(type)) throw damaged(tr`a chunk has an impossible name`);
    const data = reader.slice(at + 8, sizeBytes);
    const intact = reader.u32be(at + 8 + sizeBytes) === (await crcInStretches(reader.slice(at + 4, sizeBytes + 4), turn));
    yield { type, data, intact };
    if (type === 'IEND') return;
    at += sizeBytes + 12;
  }
}

/** One chunk as it stands in a file: length, name, contents, checksum. */
export function makeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}
