import type { PictureHeader } from './pictureHeader';

/** Pixels as the platform's decoder gives them. */
export interface PlatformPixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** False where half-transparent colours passed through premultiplied alpha. */
  readonly exact: boolean;
}

/** Decodes a whole file without colour conversion, upright, with straight alpha. Rejects with anything where it cannot. */
export type PlatformDecoder = (blob: Blob, header: PictureHeader) => Promise<PlatformPixels>;
