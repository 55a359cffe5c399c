import { greyOf } from './greyOf';
import { turnPolarity } from './polarity';
import type { MapReading } from '../protocol/pictures';

/** So far from black or white lossy files wander, in values 0…255; the papers' demos and JPEG at quality 75 stay within. */
export const noiseReach = 12;

/** The grey of each pixel under a reading, before its polarity. @param rgba straight alpha, 4 bytes a pixel */
function greysOf(rgba: Uint8Array, values: MapReading['values']): Uint8Array {
  if (values === 'shown') return greyOf(rgba);
  const grey = new Uint8Array(rgba.length / 4);
  if (values === 'transparency') {
    for (let i = 0; i < grey.length; i++) grey[i] = rgba[i * 4 + 3] as number;
    return grey;
  }
  const opaque = rgba.slice();
  for (let i = 3; i < opaque.length; i += 4) opaque[i] = 255;
  return greyOf(opaque);
}

/** The values of a change map, 255 = may change, that a picture gives under a reading; one byte a pixel. */
export function mapValues(rgba: Uint8Array, { values, cleaned, whiteMeans }: MapReading): Uint8Array {
  const grey = greysOf(rgba, values);
  if (cleaned) {
    for (let i = 0; i < grey.length; i++) {
      const value = grey[i] as number;
      if (value <= noiseReach) grey[i] = 0;
      else if (value >= 255 - noiseReach) grey[i] = 255;
    }
  }
  return turnPolarity(grey, whiteMeans);
}
