import type { AreaFrame } from './areaFrame';
import { cellMeans, keptCells, leastCells } from './keptCells';

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
export function matchColours(
  decoded: Uint8Array,
  frame: Pick<AreaFrame, 'area' | 'rect' | 'source' | 'latentSize'>,
  changeMap: Uint8Array,
  amount: number,
): Uint8Array | null {
  if (amount === 0) return null;
  const cells = keptCells(frame, changeMap);
  const kept = cells.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (kept < leastCells) return null;
  const tables = [0, 1, 2].map((channel) => {
    const own = moments(frame, cells, (pixel) => decoded[pixel * 3 + channel] as number);
    const wanted = moments(frame, cells, (pixel) => frame.source[pixel * 4 + channel] as number);
    const gain =
      own.deviation < flatSpread || wanted.deviation < flatSpread
        ? 1
        : Math.min(mostGain, Math.max(leastGain, wanted.deviation / own.deviation));
    return Uint8ClampedArray.from({ length: 256 }, (_, value) => value + amount * (wanted.mean + gain * (value - own.mean) - value));
  });
  return decoded.map((value, i) => tables[i % 3]?.[value] ?? value);
}

/** Mean and standard deviation over the means of cells. */
function moments(frame: Pick<AreaFrame, 'area' | 'latentSize'>, counts: Int32Array, valueOf: (pixel: number) => number): Moments {
  const means = cellMeans(frame, counts, valueOf);
  let [kept, total, squares] = [0, 0, 0];
  for (let cell = 0; cell < means.length; cell++) {
    if (counts[cell] === 0) continue;
    const value = means[cell] as number;
    kept += 1;
    total += value;
    squares += value * value;
  }
  const mean = total / kept;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / kept - mean * mean)) };
}
