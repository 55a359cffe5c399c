import type { Size } from '../protocol/geometry';

/** What `squaredDistances` gives where there is no seed at all. */
export const noSeed = 2 ** 31 - 1;

/**
 * For each pixel of a grey map the Euclidean distance in pixels, centre to centre, to the nearest pixel that is 0; infinite
 * where there is none. Beyond the border counts as painted.
 */
export function distanceToZero(map: Uint8Array, size: Size): Float32Array {
  const squares = squaredDistances(size, (i) => map[i] === 0);
  const distances = new Float32Array(squares.length);
  for (let i = 0; i < distances.length; i++)
    distances[i] = squares[i] === noSeed ? Number.POSITIVE_INFINITY : Math.sqrt(squares[i] as number);
  return distances;
}

/**
 * For each pixel the squared Euclidean distance, centre to centre, to the nearest seed: exact whole numbers; `noSeed` where
 * there is none. Linear in the number of pixels: the distance down each column, then along each row the lower envelope of
 * the parabolas (x − j)² + column[j]² (Felzenszwalb and Huttenlocher, 2012). Sides up to 8192.
 */
export function squaredDistances({ width, height }: Size, isSeed: (index: number) => boolean): Int32Array {
  const squares = new Int32Array(width * height);
  columnDistances(squares, width, height, isSeed);
  const row = new Float64Array(width);
  const vertices = new Int32Array(width);
  const starts = new Float64Array(width + 1);
  for (let y = 0; y < height; y++) {
    const begin = y * width;
    let seeds = 0;
    for (let x = 0; x < width; x++) {
      const apart = squares[begin + x] as number;
      if (apart !== noSeed) seeds += 1;
      row[x] = apart;
    }
    if (seeds > 0) lowerEnvelope(row, width, vertices, starts, squares, begin);
  }
  return squares;
}

/** Squared distance to the nearest seed of the same column. */
function columnDistances(squares: Int32Array, width: number, height: number, isSeed: (index: number) => boolean): void {
  const last = new Int32Array(width).fill(noSeed);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (isSeed(i)) last[x] = y;
      const at = last[x] as number;
      squares[i] = at === noSeed ? noSeed : (y - at) ** 2;
    }
  }
  last.fill(noSeed);
  for (let y = height - 1; y >= 0; y--) {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (squares[i] === 0) last[x] = y;
      const at = last[x] as number;
      if (at !== noSeed && (at - y) ** 2 < (squares[i] as number)) squares[i] = (at - y) ** 2;
    }
  }
}

/** Writes min over j of (x − j)² + row[j] for each x. */
function lowerEnvelope(row: Float64Array, width: number, vertices: Int32Array, starts: Float64Array, out: Int32Array, begin: number): void {
  let count = 0;
  for (let j = 0; j < width; j++) {
    const value = row[j] as number;
    if (value === noSeed) continue;
    let start = Number.NEGATIVE_INFINITY;
    while (count > 0) {
      const last = vertices[count - 1] as number;
      start = (value + j * j - (row[last] as number) - last * last) / (2 * (j - last));
      if (start > (starts[count - 1] as number)) break;
      count -= 1;
      start = Number.NEGATIVE_INFINITY;
    }
    vertices[count] = j;
    starts[count] = start;
    count += 1;
  }
  let at = 0;
  for (let x = 0; x < width; x++) {
    while (at + 1 < count && (starts[at + 1] as number) < x) at += 1;
    const vertex = vertices[at] as number;
    out[begin + x] = (x - vertex) * (x - vertex) + (row[vertex] as number);
  }
}
