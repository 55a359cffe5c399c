import type { Size } from '../protocol/geometry';
import { fillSmoothly } from './fillSmoothly';
import { valueNoise } from './modifiers/noise';

/** With what the ground of a run is filled; positions and cells in pixels of the part that is filled. */
export type GroundFilling =
  | { readonly fill: 'neighbours' }
  /** `cellPx`: side of one grain. */
  | { readonly fill: 'noise'; readonly seed: number; readonly cellPx: number }
  | { readonly fill: 'colour'; readonly rgb: readonly [number, number, number] }
  /** `rgba`: as large as the ground; where it is transparent, what was there stays. */
  | { readonly fill: 'exemplar'; readonly rgba: Uint8Array };

/** How much of a pixel is filled, 0…1: all of it where it may change fully, nothing up to half the strength. */
export const groundShare = (change: number): number => Math.max(0, (2 * change) / 255 - 1);

/** Grey that stands where nothing is known to go by. */
const middle = 127.5;

/**
 * What the model starts from in place of the picture: filled where the change map is full, the picture's own where it is at half or
 * less, and between them mixed. `neighbours` continues what surrounds it inwards by pull and push, so that tones run through without
 * a step; `noise` is coloured and seeded.
 * @param rgba of the part, straight alpha. @param changeMap one byte a pixel, 255 = may change fully.
 * @returns RGBA, opaque wherever it was filled; a new array.
 */
export function fillGround(rgba: Uint8Array, changeMap: Uint8Array, size: Size, filling: GroundFilling): Uint8Array {
  const shares = sharesOf(rgba, changeMap);
  const colour = colourOf(rgba, shares, size, filling);
  const out = rgba.slice();
  for (let i = 0; i < shares.length; i++) {
    const over = filling.fill === 'exemplar' ? (filling.rgba[i * 4 + 3] as number) / 255 : 1;
    const share = (shares[i] as number) * over;
    if (share === 0) continue;
    for (let c = 0; c < 3; c++) out[i * 4 + c] = byte((rgba[i * 4 + c] as number) * (1 - share) + colour(i, c) * share);
    out[i * 4 + 3] = 255;
  }
  return out;
}

const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

/** Under transparent pixels there is no colour to be mixed with. */
const sharesOf = (rgba: Uint8Array, changeMap: Uint8Array): Float32Array =>
  Float32Array.from(changeMap, (change, i) => {
    const share = groundShare(change);
    return share > 0 && rgba[i * 4 + 3] === 0 ? 1 : share;
  });

function colourOf(rgba: Uint8Array, shares: Float32Array, size: Size, filling: GroundFilling): (pixel: number, channel: number) => number {
  switch (filling.fill) {
    case 'colour':
      return (_, channel) => filling.rgb[channel] as number;
    case 'exemplar':
      return (pixel, channel) => filling.rgba[pixel * 4 + channel] as number;
    case 'noise':
      return (pixel, channel) =>
        255 * valueNoise(pixel % size.width, Math.floor(pixel / size.width), filling.cellPx, filling.seed * 3 + channel);
    case 'neighbours': {
      const known = shares.map((share, i) => (rgba[i * 4 + 3] === 0 ? 0 : 1 - share));
      if (known.every((weight) => weight === 0)) return () => middle;
      const planes = [0, 1, 2].map((channel) =>
        // A pixel that is known in part counts by that part in the means, and is filled with what those say.
        pushed(
          Float32Array.from({ length: known.length }, (_, i) => rgba[i * 4 + channel] as number),
          known,
          size,
        ),
      );
      return (pixel, channel) => planes[channel]?.[pixel] ?? middle;
    }
  }
}

/** What the surroundings say of each pixel that is not wholly known. */
function pushed(values: Float32Array, known: Float32Array, size: Size): Float32Array {
  const filled = fillSmoothly(values, known, size);
  return filled.map((value, i) => {
    const weight = known[i] as number;
    return weight > 0 && weight < 1 ? (value - weight * (values[i] as number)) / (1 - weight) : value;
  });
}
