import type { Pass } from './passes';
import { colourTypes, type PngHeader } from './pngHeader';

/** Colour of each palette entry, RGBA; or the one colour that counts as transparent, at the file's own depth. */
export interface PngColours {
  readonly palette: Uint8Array | null;
  readonly transparent: readonly number[] | null;
}

/** Writes one unfiltered row of a pass into the RGBA picture. */
export type RowExpander = (row: Uint8Array, pass: Pass, passRow: number, rgba: Uint8Array) => void;

/** 16 bits to 8, rounded to the nearest: v·255/65535. */
const toByte = (v: number): number => (v * 255 + 32895) >>> 16;

/**
 * The way from stored rows to RGBA8 with straight alpha. Greys of few bits are spread over 0…255 (v·255/(2^depth − 1), exact),
 * palette entries beyond the palette are opaque black, as browsers have it, and a `tRNS` colour is compared at full depth.
 */
export function rowExpander(header: PngHeader, { palette, transparent }: PngColours): RowExpander {
  const { width, depth, channels, colourType } = header;
  const perChannel = depth === 16 ? 2 : 1;
  const greyScale = depth < 8 ? 255 / (2 ** depth - 1) : 1;
  const sampleMask = (1 << Math.min(depth, 8)) - 1;
  const packed = (row: Uint8Array, i: number): number => {
    if (depth >= 8) return row[i] as number;
    const bit = i * depth;
    return ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & sampleMask;
  };
  const [keyR = -1, keyG = -1, keyB = -1] = transparent ?? [];

  return (row, pass, passRow, rgba) => {
    const step = pass.stepX * 4;
    let out = ((pass.y0 + passRow * pass.stepY) * width + pass.x0) * 4;
    if (colourType === colourTypes.rgba && depth === 8 && pass.stepX === 1) {
      rgba.set(row, out);
      return;
    }
    for (let x = 0; x < pass.width; x++, out += step) {
      if (colourType === colourTypes.palette) {
        const entry = packed(row, x) * 4;
        const known = palette !== null && entry < palette.length;
        rgba[out] = known ? (palette[entry] as number) : 0;
        rgba[out + 1] = known ? (palette[entry + 1] as number) : 0;
        rgba[out + 2] = known ? (palette[entry + 2] as number) : 0;
        rgba[out + 3] = known ? (palette[entry + 3] as number) : 255;
        continue;
      }
      const at = x * channels * perChannel;
      const raw = (channel: number): number =>
        depth === 16
          ? ((row[at + channel * 2] as number) << 8) | (row[at + channel * 2 + 1] as number)
          : depth === 8
            ? (row[at + channel] as number)
            : packed(row, x);
      const shown = (value: number): number => (depth === 16 ? toByte(value) : value * greyScale);
      const r = raw(0);
      if (colourType === colourTypes.grey || colourType === colourTypes.greyAlpha) {
        const grey = shown(r);
        rgba[out] = grey;
        rgba[out + 1] = grey;
        rgba[out + 2] = grey;
        rgba[out + 3] = colourType === colourTypes.greyAlpha ? shown(raw(1)) : r === keyR ? 0 : 255;
      } else {
        const g = raw(1);
        const b = raw(2);
        rgba[out] = shown(r);
        rgba[out + 1] = shown(g);
        rgba[out + 2] = shown(b);
        rgba[out + 3] = colourType === colourTypes.rgba ? shown(raw(3)) : r === keyR && g === keyG && b === keyB ? 0 : 255;
      }
    }
  };
}
