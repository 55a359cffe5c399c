import { Fault } from '../protocol/faults';
import type { Size } from '../protocol/geometry';
import { roundedByte } from './modifiers/roundedByte';
import { tr } from '../texts/texts';

/**
 * A map at another size, computed in float and rounded once. Along each axis by itself: shrinking gives each pixel the mean
 * of the area it covers (pixels on its border by the part inside), enlarging is bilinear with half-pixel centres, the border
 * repeated. Throws Fault `bad-map` where the values are not a map of `from`.
 */
export function resizeMap(values: Uint8Array, from: Size, to: Size): Uint8Array {
  if (values.length !== from.width * from.height || values.length === 0 || to.width < 1 || to.height < 1) {
    throw new Fault(
      'bad-map',
      tr`The map has ${values.length} values, which is not ${from.width} × ${from.height}.`,
      tr`Import the map again.`,
    );
  }
  if (from.width === to.width && from.height === to.height) return values.slice();
  const columns = Array.from({ length: to.width }, (_, x) => axisTaps(from.width, to.width, x));
  const out = new Uint8Array(to.width * to.height);
  // Rows of the source, resized along x, as long as rows of the result need them.
  const rows = new Map<number, Float64Array>();
  for (let y = 0; y < to.height; y++) {
    const { first, weights } = axisTaps(from.height, to.height, y);
    for (const row of rows.keys()) if (row < first) rows.delete(row);
    const sum = new Float64Array(to.width);
    weights.forEach((weight, i) => {
      const known = rows.get(first + i);
      const row = known ?? resizeRow(values, (first + i) * from.width, columns);
      if (!known) rows.set(first + i, row);
      for (let x = 0; x < sum.length; x++) sum[x] = (sum[x] as number) + weight * (row[x] as number);
    });
    for (let x = 0; x < sum.length; x++) out[y * to.width + x] = roundedByte(sum[x] as number);
  }
  return out;
}

interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

function axisTaps(from: number, to: number, index: number): Taps {
  if (to >= from) {
    const centre = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5));
    const first = Math.min(Math.floor(centre), Math.max(0, from - 2));
    return from === 1 ? { first: 0, weights: [1] } : { first, weights: [1 - (centre - first), centre - first] };
  }
  const begin = (index * from) / to;
  const end = ((index + 1) * from) / to;
  const first = Math.floor(begin);
  const weights = Array.from(
    { length: Math.ceil(end) - first },
    (_, i) => (Math.min(end, first + i + 1) - Math.max(begin, first + i)) / (end - begin),
  );
  return { first, weights };
}

function resizeRow(values: Uint8Array, begin: number, columns: readonly Taps[]): Float64Array {
  const row = new Float64Array(columns.length);
  columns.forEach(({ first, weights }, x) => {
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * (values[begin + first + i] as number);
    row[x] = sum;
  });
  return row;
}
