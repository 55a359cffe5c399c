import type { Size } from '../../protocol/geometry';

/** The scores that SDXL's refiner is told: what is wanted, and what is not. */
const aestheticScore = { positive: 6, negative: 2.5 } as const;

/**
 * What SDXL is told of a picture beside the text: original height and width, the corner it was cropped at (top, left), and
 * target height and width. The refiner knows an aesthetic score in place of the target.
 * @param length 6, or 5 for the refiner.
 */
export function timeIds(size: Size, length: number, negative: boolean): Float32Array {
  const picture = [size.height, size.width, 0, 0];
  const rest = length === 5 ? [aestheticScore[negative ? 'negative' : 'positive']] : [size.height, size.width];
  return Float32Array.from([...picture, ...rest]);
}
