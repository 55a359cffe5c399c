import type { Size } from '../../protocol/geometry';
import { lossyFormats, type LossyFormat } from '../../protocol/pictures';

/** How the platform is to encode a picture. */
export interface LossyForm {
  readonly format: LossyFormat;
  /** 0…1. */
  readonly quality: number;
  /** The size that it is brought to, in pixels. */
  readonly to: Size;
}

/** Encodes RGBA with straight alpha; null where the platform does not write that format, or not at that size. */
export type PlatformEncoder = (rgba: Uint8Array, size: Size, form: LossyForm) => Promise<Uint8Array | null>;

const typeOf = (format: LossyFormat): string => `image/${format}`;

/** The browser's own encoder, by way of a canvas: for formats that lose detail anyway. */
export const browserEncoder: PlatformEncoder = async (rgba, { width, height }, { format, quality, to }) => {
  try {
    const image = new ImageData(new Uint8ClampedArray(rgba.buffer as ArrayBuffer, rgba.byteOffset, rgba.byteLength), width, height);
    const bitmap = await createImageBitmap(image, { resizeWidth: to.width, resizeHeight: to.height, resizeQuality: 'high' });
    const canvas = new OffscreenCanvas(to.width, to.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const blob = await canvas.convertToBlob({ type: typeOf(format), quality });
    // Browsers answer with a PNG where they do not write a format.
    return context && blob.type === typeOf(format) ? new Uint8Array(await blob.arrayBuffer()) : null;
  } catch {
    return null;
  }
};

/** The formats that a platform writes. */
export async function writtenBy(encoder: PlatformEncoder): Promise<readonly LossyFormat[]> {
  const one = { width: 1, height: 1 };
  const tried = await Promise.all(lossyFormats.map((format) => encoder(new Uint8Array(4), one, { format, quality: 0.8, to: one })));
  return lossyFormats.filter((_, i) => tried[i] !== null);
}
