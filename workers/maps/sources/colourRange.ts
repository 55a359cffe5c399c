import type { Rect } from '../../protocol/geometry';
import type { MapSource } from '../../protocol/mapSources';
import { byAlpha } from './colourValues';
import { oklab } from './oklab';
import { forEachPixel, type Picture } from './pictureRegion';

export type ColourRange = Extract<MapSource, { kind: 'colour-range' }>;

/**
 * How like the picked colours each pixel is: with d the distance in OKLab to the nearest of them, 255 for d ≤ tolerance,
 * falling evenly to 0 at tolerance + softness. Colour under transparent pixels counts by its alpha.
 */
export function colourRange(picture: Picture, rect: Rect, { colours, tolerance, softness, invert }: ColourRange): Uint8Array {
  const picked = colours.map(([r, g, b]) => {
    const lab = new Float64Array(3);
    oklab(r, g, b, lab);
    return lab;
  });
  const lab = new Float64Array(3);
  let lastColour = -1;
  let lastValue = 0;
  return forEachPixel(picture, rect, (rgba, at) => {
    const colour = ((rgba[at] as number) << 16) | ((rgba[at + 1] as number) << 8) | (rgba[at + 2] as number);
    // Neighbours are often alike, and cube roots are slow.
    if (colour !== lastColour) {
      oklab(colour >> 16, (colour >> 8) & 255, colour & 255, lab);
      lastColour = colour;
      lastValue = likeness(lab, picked, tolerance, softness);
    }
    return byAlpha(lastValue, invert, rgba[at + 3] as number);
  });
}

function likeness(lab: Float64Array, picked: readonly Float64Array[], tolerance: number, softness: number): number {
  let squared = Number.POSITIVE_INFINITY;
  for (const other of picked) {
    const dl = (lab[0] as number) - (other[0] as number);
    const da = (lab[1] as number) - (other[1] as number);
    const db = (lab[2] as number) - (other[2] as number);
    squared = Math.min(squared, dl * dl + da * da + db * db);
  }
  const beyond = Math.sqrt(squared) - tolerance;
  // Rounding in the cube roots leaves about 1e-16 between equal colours.
  if (beyond <= 1e-9) return 255;
  return softness === 0 ? 0 : 255 * Math.max(0, 1 - beyond / softness);
}
