import { readBitmap } from './readBitmap';
import type { PlatformDecoder } from './platformDecoder';

/** The browser's own decoder: colours are not converted, alpha stays straight, EXIF rotation is applied. */
export const browserDecoder: PlatformDecoder = async (blob, header) => {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none', imageOrientation: 'from-image' });
  try {
    return { width: bitmap.width, height: bitmap.height, ...readBitmap(bitmap, header.mayHaveAlpha) };
  } finally {
    bitmap.close();
  }
};
