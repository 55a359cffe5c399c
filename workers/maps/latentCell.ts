import type { Rect, Size } from '../protocol/geometry';
import type { MapReduction } from '../protocol/recipe';
import { toLatents } from './toLatents';

/**
 * One cell of the latent map as `toLatents` has it, from the few pixels that it takes: its preserve value.
 * @param read the change map's values of a rectangle within `size`, row-major, 255 = may change fully
 * @param size of the area over which the latents lie; `cell` within `latentSize`
 */
export function latentCell(
  read: (rect: Rect) => Uint8Array,
  size: Size,
  latentSize: Size,
  reduction: MapReduction,
  cell: { readonly x: number; readonly y: number },
): number {
  const columns = axis(cell.x, size.width, latentSize.width, reduction);
  const rows = axis(cell.y, size.height, latentSize.height, reduction);
  const values = read({ x: columns.first, y: rows.first, width: columns.weights.length, height: rows.weights.length });
  const at = (column: number, row: number): number => values[row * columns.weights.length + column] as number;
  if (reduction === 'maximum') {
    const [preserve = 1] = toLatents(
      values,
      { width: columns.weights.length, height: rows.weights.length },
      { width: 1, height: 1 },
      'maximum',
    );
    return preserve;
  }
  let sum = 0;
  let weight = 0;
  rows.weights.forEach((down, row) => {
    columns.weights.forEach((across, column) => {
      sum += down * across * (255 - at(column, row));
      weight += down * across;
    });
  });
  return Math.fround(sum / (255 * weight));
}

/** The pixels that a cell takes along one axis, and by how much. */
function axis(cell: number, from: number, to: number, reduction: MapReduction): { first: number; weights: number[] } {
  if (reduction === 'bilinear') {
    const centre = Math.max(0, ((cell + 0.5) * from) / to - 0.5);
    const low = Math.min(Math.floor(centre), from - 1);
    const share = centre - low;
    return low + 1 < from ? { first: low, weights: [1 - share, share] } : { first: low, weights: [1] };
  }
  const first = Math.floor((cell * from) / to);
  const last = Math.ceil(((cell + 1) * from) / to);
  const part = (pixel: number): number => Math.min(pixel + 1, ((cell + 1) * from) / to) - Math.max(pixel, (cell * from) / to);
  return { first, weights: Array.from({ length: last - first }, (_, i) => part(first + i)) };
}
