import { inverse } from '../../maps/colours/convert';

/** Chromaticities x, y of red, green, blue and white. */
export type Chromaticities = readonly [r: Point, g: Point, b: Point, white: Point];
type Point = readonly [x: number, y: number];

const d65: Point = [0.3127, 0.329];
const illuminantC: Point = [0.31, 0.316];
const bt601: Chromaticities = [[0.63, 0.34], [0.31, 0.595], [0.155, 0.07], d65];
const srgb: Chromaticities = [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06], d65];
const p3: readonly [Point, Point, Point] = [
  [0.68, 0.32],
  [0.265, 0.69],
  [0.15, 0.06],
];

/** ITU-T H.273's colour primaries by their code points. */
export const primariesByCode: ReadonlyMap<number, Chromaticities> = new Map<number, Chromaticities>([
  [1, srgb],
  [4, [[0.67, 0.33], [0.21, 0.71], [0.14, 0.08], illuminantC]],
  [5, [[0.64, 0.33], [0.29, 0.6], [0.15, 0.06], d65]],
  [6, bt601],
  [7, bt601],
  [8, [[0.681, 0.319], [0.243, 0.692], [0.145, 0.049], illuminantC]],
  [9, [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046], d65]],
  [11, [...p3, [0.314, 0.351]]],
  [12, [...p3, d65]],
  [22, [[0.63, 0.34], [0.295, 0.605], [0.155, 0.077], d65]],
]);

type Vector = readonly [number, number, number];

export function times(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, i) =>
    [0, 1, 2].reduce((sum, k) => sum + (a[3 * Math.floor(i / 3) + k] ?? 0) * (b[3 * k + (i % 3)] ?? 0), 0),
  );
}

function applied(m: readonly number[], [x, y, z]: Vector): Vector {
  return [0, 3, 6].map((row) => (m[row] ?? 0) * x + (m[row + 1] ?? 0) * y + (m[row + 2] ?? 0) * z) as unknown as Vector;
}

const xyzOf = ([x, y]: Point): Vector => [x / y, 1, (1 - x - y) / y];

/** Linear RGB → XYZ, white at Y = 1; null where the points are on a line. */
function toXyz([red, green, blue, white]: Chromaticities): number[] | null {
  const [r, g, b] = [xyzOf(red), xyzOf(green), xyzOf(blue)];
  const columns = [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]];
  const solve = inverse(columns);
  if (!solve) return null;
  const scale = applied(solve, xyzOf(white));
  return columns.map((value, i) => value * (scale[i % 3] ?? 0));
}

const bradford = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

/** XYZ under one white → XYZ under another, by Bradford's cones. */
function adapted(from: Point, to: Point): number[] | null {
  const back = inverse(bradford);
  const [a, b] = [applied(bradford, xyzOf(from)), applied(bradford, xyzOf(to))];
  return back && times(back, times([b[0] / a[0], 0, 0, 0, b[1] / a[1], 0, 0, 0, b[2] / a[2]], bradford));
}

/** Linear light of these primaries → linear light of sRGB's, white to white; null where they make no colour space. */
export function toSrgbMatrix(points: Chromaticities): number[] | null {
  if (points.some(([x, y]) => !(y > 0.001) || !Number.isFinite(x))) return null;
  const [own, srgbXyz, white] = [toXyz(points), toXyz(srgb), adapted(points[3], d65)];
  const back = srgbXyz && inverse(srgbXyz);
  return own && back && white && times(back, times(white, own));
}

/** sRGB's primaries under D50, as ICC profiles hold them: linear sRGB → XYZ. */
const srgbD50 = [0.43607, 0.38515, 0.14307, 0.22249, 0.71687, 0.06061, 0.01392, 0.09708, 0.7141];

/** Columns of a profile (linear RGB → XYZ under D50) → linear light of sRGB's primaries. */
export function profileMatrix(columns: readonly number[]): number[] | null {
  const back = inverse(srgbD50);
  return back && inverse(columns) && times(back, columns);
}
