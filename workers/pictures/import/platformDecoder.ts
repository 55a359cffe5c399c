import type { PictureHeader } from './pictureHeader';

/** Pixels as the platform's decoder gives them. */
export interface PlatformPixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** False where half-transparent colours passed through premultiplied alpha. */
  readonly exact: boolean;
  /** Whether the decoder turned or flipped what is stored; null where nothing shows it: the picture looks the same either way. */
  readonly turned: boolean | null;
}

/** Decodes a whole file without colour conversion, upright, with straight alpha. Rejects with anything where it
 * cannot. What the file notes of a rotation is the decoder's to believe; it tells what it did. */
export type PlatformDecoder = (blob: Blob, header: PictureHeader) => Promise<PlatformPixels>;
