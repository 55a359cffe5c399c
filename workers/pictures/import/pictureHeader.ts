import type { Size } from '../../protocol/geometry';
import type { PictureFormat } from './sniff';

/** What a file says of its picture before any pixel is decoded. Sizes are as stored, before an EXIF rotation. */
export interface PictureHeader extends Size {
  readonly format: PictureFormat;
  /** False where the format or the file rules out transparency. */
  readonly mayHaveAlpha: boolean;
  readonly animated: boolean;
  /** More than 8 bits a channel. */
  readonly deep: boolean;
  /** Four ink channels. */
  readonly cmyk: boolean;
  /** Of a kind within its format that many decoders lack. */
  readonly rare: boolean;
  /** The first orientation 2…8 that the file notes anywhere, 1 where it notes none; what decoders make of it is theirs. */
  readonly orientation: number;
  /** Bytes of the file to be altered, by place, so that it notes no rotation, or another mirroring: what decoders made of it then shows. */
  readonly unturning: ReadonlyMap<number, number>;
  /** The embedded profile as stored, not yet judged; PNG's is read by the PNG decoder. */
  readonly icc: Uint8Array | null;
  /** What is to be written again at export, as PNG chunks (see `NoteCollector`), or null. */
  readonly notes: Uint8Array | null;
}

/** A header with nothing unusual about it. */
export function plainHeader(format: PictureFormat, width: number, height: number): PictureHeader {
  return {
    format,
    width,
    height,
    mayHaveAlpha: false,
    animated: false,
    deep: false,
    cmyk: false,
    rare: false,
    orientation: 1,
    unturning: new Map(),
    icc: null,
    notes: null,
  };
}
