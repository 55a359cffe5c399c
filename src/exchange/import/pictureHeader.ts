import type { Size } from '../../../workers/protocol/geometry';
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
  /** EXIF orientation 1…8; 1 is upright. */
  readonly orientation: number;
  /** The embedded profile as stored, not yet judged; PNG's is read by the PNG decoder. */
  readonly icc: Uint8Array | null;
}

/** A header with nothing unusual about it. */
export function plainHeader(format: PictureFormat, width: number, height: number): PictureHeader {
  return { format, width, height, mayHaveAlpha: false, animated: false, deep: false, cmyk: false, orientation: 1, icc: null };
}
