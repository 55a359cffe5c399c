import { eachPixel, isSeen } from './areaCells';
import type { AreaFrame } from './areaFrame';

/** What is compared as means over cells needs at least so many that stay as they are. */
export const leastCells = 4;

/**
 * How many pixels each latent cell has, where nothing of it may change and all is seen: no edge-extended and no transparent
 * ones. 0 for every other cell.
 */
export function keptCells(frame: Pick<AreaFrame, 'area' | 'rect' | 'source' | 'latentSize'>, changeMap: Uint8Array): Int32Array {
  const { area, latentSize } = frame;
  const counts = new Int32Array(latentSize.width * latentSize.height);
  eachPixel(area, latentSize, (i, cell) => {
    const counted = counts[cell] as number;
    if (counted >= 0) counts[cell] = changeMap[i] === 0 && isSeen(i, frame) ? counted + 1 : -1;
  });
  return counts.map((count) => Math.max(count, 0));
}

/**
 * The mean over each cell that counts, 0 elsewhere.
 * @param counts pixels by cell. @param valueOf a pixel of the area. @param takes which pixels count.
 */
export function cellMeans(
  { area, latentSize }: Pick<AreaFrame, 'area' | 'latentSize'>,
  counts: Int32Array,
  valueOf: (pixel: number) => number,
  takes: (pixel: number) => boolean = () => true,
): Float64Array {
  const means = new Float64Array(counts.length);
  eachPixel(area, latentSize, (i, cell) => {
    const count = counts[cell] as number;
    if (count > 0 && takes(i)) means[cell] = (means[cell] as number) + valueOf(i) / count;
  });
  return means;
}
