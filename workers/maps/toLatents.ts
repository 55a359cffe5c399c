import { Fault } from '../protocol/faults';
import type { Size } from '../protocol/geometry';
import type { MapReduction } from '../protocol/recipe';
import { BilinearRows } from './bilinearRows';
import { preserveMap } from './preserve';
import { tr } from '../texts/texts';

/**
 * The change map at latent size as preserve values, row-major.
 * @param change one byte a pixel, 255 = may change fully.
 * @param reduction `maximum`: the cell's strongest change, so that a thin stroke keeps its strength; `mean`: the area's
 *   mean; `bilinear`: the reference's resampling, half-pixel centres and no antialiasing.
 * Throws Fault `bad-map` where the bytes are not a map of `size`.
 */
export function toLatents(change: Uint8Array, size: Size, latentSize: Size, reduction: MapReduction): Float32Array {
  if (change.length !== size.width * size.height || change.length === 0 || latentSize.width < 1 || latentSize.height < 1) {
    throw new Fault(
      'bad-map',
      tr`The change map has ${change.length} values, which is not ${size.width} × ${size.height}.`,
      tr`Import the map again.`,
    );
  }
  if (reduction === 'bilinear') return resampleBilinear(preserveMap(change), size, latentSize);
  if (reduction === 'mean') return reduceMean(change, size, latentSize);
  return reduceMaximum(change, size, latentSize);
}

/** The whole plane at another size, as `BilinearRows` gives it row by row. */
export function resampleBilinear(values: Float32Array, from: Size, to: Size): Float32Array {
  const rows = new BilinearRows(values, from, to);
  const out = new Float32Array(to.width * to.height);
  for (let y = 0; y < to.height; y++) out.set(rows.at(y), y * to.width);
  return out;
}

/** Every cell takes the strongest change of the pixels it touches. */
function reduceMaximum(change: Uint8Array, size: Size, to: Size): Float32Array {
  const strongest = new Uint8Array(to.width * to.height);
  const columnsOf = touched(size.width, to.width);
  const rowsOf = touched(size.height, to.height);
  for (let y = 0; y < to.height; y++) {
    const [top, bottom] = rowsOf(y);
    for (let x = 0; x < to.width; x++) {
      const [left, right] = columnsOf(x);
      let most = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) most = Math.max(most, change[row * size.width + column] as number);
      }
      strongest[y * to.width + x] = most;
    }
  }
  return preserveMap(strongest);
}

/** Every cell takes the mean change of its area, pixels on its border counted by the part inside. */
function reduceMean(change: Uint8Array, size: Size, to: Size): Float32Array {
  const out = new Float32Array(to.width * to.height);
  const columnsOf = touched(size.width, to.width);
  const rowsOf = touched(size.height, to.height);
  for (let y = 0; y < to.height; y++) {
    const [top, bottom] = rowsOf(y);
    for (let x = 0; x < to.width; x++) {
      const [left, right] = columnsOf(x);
      let sum = 0;
      let area = 0;
      for (let row = top; row < bottom; row++) {
        const heightPart = overlap(row, y, size.height / to.height);
        for (let column = left; column < right; column++) {
          const part = heightPart * overlap(column, x, size.width / to.width);
          sum += part * (255 - (change[row * size.width + column] as number));
          area += part;
        }
      }
      out[y * to.width + x] = sum / (area * 255);
    }
  }
  return out;
}

/** First and end index of the pixels that a cell touches along one axis. */
function touched(from: number, to: number): (cell: number) => readonly [number, number] {
  return (cell) => [Math.floor((cell * from) / to), Math.ceil(((cell + 1) * from) / to)];
}

function overlap(pixel: number, cell: number, cellLength: number): number {
  return Math.min(pixel + 1, (cell + 1) * cellLength) - Math.max(pixel, cell * cellLength);
}
