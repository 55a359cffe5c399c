import type { PictureHeader } from './pictureHeader';
import type { PlatformDecoder } from './platformDecoder';
import { readBitmap } from './readBitmap';

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  readonly exact: boolean;
}

async function decode(blob: Blob, { mayHaveAlpha }: PictureHeader): Promise<Pixels> {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none', imageOrientation: 'from-image' });
  try {
    return { width: bitmap.width, height: bitmap.height, ...readBitmap(bitmap, mayHaveAlpha) };
  } finally {
    bitmap.close();
  }
}

/** The browser's own decoder: colours are not converted, alpha stays straight, what the file notes of a rotation is applied. */
export const browserDecoder: PlatformDecoder = async (blob, header) => {
  const pixels = await decode(blob, header);
  return { ...pixels, turned: header.orientation === 1 ? false : await wasTurned(blob, header, pixels) };
};

/**
 * Decodes the file once more without its notes of a rotation and compares: the header alone tells only what was noted, browsers
 * believe one note and not another, and none of them gives a picture as stored when it is asked for it.
 */
async function wasTurned(blob: Blob, header: PictureHeader, seen: Pixels): Promise<boolean | null> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  for (const [at, value] of header.unturning) bytes[at] = value;
  const stored = await decode(new Blob([bytes], { type: blob.type }), header).catch(() => null);
  if (stored === null) return null;
  if (stored.width !== seen.width || stored.height !== seen.height) return true;
  return stored.rgba.some((value, i) => value !== seen.rgba[i]) ? true : unlessAlike(seen);
}

/** Equal pixels mean "not turned", except in a picture of one colour, which looks the same either way. */
function unlessAlike({ rgba }: Pixels): boolean | null {
  return rgba.every((value, i) => value === rgba[i & 3]) ? null : false;
}
