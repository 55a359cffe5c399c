import type { Rect, Size } from '../protocol/geometry';
import type { AreaFrame } from './areaFrame';

/** Colours are compared as means over cells, of which at least so many must stay as they are. */
const leastCells = 4;
/** Below this spread, in bytes, a channel is as good as flat: only its level is matched. */
const flatSpread = 2;
/** Contrast is not changed beyond these factors. */
const leastGain = 0.5;
const mostGain = 2;

interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Brings decoded colours to those of the surroundings that stay as they are. There the model's picture shows what it does to
 * colours by itself (autoencoders shift them): per channel, mean and standard deviation of the decoded picture are brought
 * to the source's, everywhere in the area. Both are taken over the means of latent cells that nothing may change, so
 * that sharpness, of which a scaled area loses some, does not count as contrast.
 * @param decoded RGB of the area. @param changeMap of the area: its zeros are the surroundings. @param amount 0…1.
 * @returns RGB of the area; null where nothing is to be done or too little stays as it is to go by.
 */
export function matchColours(decoded: Uint8Array, frame: Pick<AreaFrame, 'area' | 'rect' | 'source' | 'latentSize'>, changeMap: Uint8Array, amount: number): Uint8Array | null {
  if (amount === 0) return null;
  const cells = keptCells(frame, changeMap);
  const kept = cells.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (kept < leastCells) return null;
  const tables = [0, 1, 2].map((channel) => {
    const own = moments(cells, (pixel) => decoded[pixel * 3 + channel] as number);
    const wanted = moments(cells, (pixel) => frame.source[pixel * 4 + channel] as number);
    const gain = own.deviation < flatSpread || wanted.deviation < flatSpread ? 1 : Math.min(mostGain, Math.max(leastGain, wanted.deviation / own.deviation));
    return Uint8ClampedArray.from({ length: 256 }, (_, value) => value + amount * (wanted.mean + gain * (value - own.mean) - value));
  });
  return decoded.map((value, i) => tables[i % 3]?.[value] ?? value);
}

interface KeptCells {
  /** Pixels of the area that count, and the cell of each. */
  readonly pixels: Int32Array;
  readonly cellOf: Int32Array;
  /** Pixels of each cell; 0 where anything of it may change. */
  readonly counts: Int32Array;
}

/** The latent cells of which nothing may change and all is seen: no edge-extended and no transparent pixels. */
function keptCells({ area, rect, source, latentSize }: Pick<AreaFrame, 'area' | 'rect' | 'source' | 'latentSize'>, changeMap: Uint8Array): KeptCells {
  const counts = new Int32Array(latentSize.width * latentSize.height);
  const cellOf = new Int32Array(area.width * area.height);
  for (let i = 0; i < cellOf.length; i++) {
    const cell = cellAt(i, area, latentSize);
    cellOf[i] = cell;
    const counted = counts[cell] as number;
    if (counted < 0) continue;
    counts[cell] = changeMap[i] === 0 && source[i * 4 + 3] !== 0 && isWithin(i, area, rect) ? counted + 1 : -1;
  }
  const cleared = counts.map((count) => Math.max(count, 0));
  const pixels = Int32Array.from(cellOf.keys()).filter((i) => (cleared[cellOf[i] as number] as number) > 0);
  return { pixels, cellOf, counts: cleared };
}

function cellAt(i: number, area: Size, cells: Size): number {
  const row = Math.floor((Math.floor(i / area.width) * cells.height) / area.height);
  return row * cells.width + Math.floor(((i % area.width) * cells.width) / area.width);
}

function isWithin(i: number, area: Rect, rect: Rect): boolean {
  const x = area.x + (i % area.width);
  const y = area.y + Math.floor(i / area.width);
  return x >= rect.x && y >= rect.y && x < rect.x + rect.width && y < rect.y + rect.height;
}

/** Mean and standard deviation over the means of cells. */
function moments({ pixels, cellOf, counts }: KeptCells, valueOf: (pixel: number) => number): Moments {
  const sums = new Float64Array(counts.length);
  for (const pixel of pixels) {
    const cell = cellOf[pixel] as number;
    sums[cell] = (sums[cell] as number) + valueOf(pixel);
  }
  let [kept, total, squares] = [0, 0, 0];
  for (let cell = 0; cell < sums.length; cell++) {
    const count = counts[cell] as number;
    if (count === 0) continue;
    const value = (sums[cell] as number) / count;
    kept += 1;
    total += value;
    squares += value * value;
  }
  const mean = total / kept;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / kept - mean * mean)) };
}
