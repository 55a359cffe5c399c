import type { Rect, Size } from '../protocol/geometry';

interface Position {
  readonly x: number;
  readonly y: number;
}

/** An area with soft edges: one byte a pixel of `rect`, row-major, 255 = fully covered. */
export interface Coverage {
  readonly rect: Rect;
  readonly coverage: Uint8Array;
}

/** Lines on which a pixel row is sampled; along each of them coverage is exact. */
const linesPerPixel = 8;

/**
 * The area of a polygon (closed by itself, crossing itself by the even-odd rule), anti-aliased: a pixel's value is the
 * share of it that lies inside, exact along x and sampled on 8 lines along y, times 255.
 * @returns the part within the picture; null where there is none.
 */
export function polygonCoverage(points: readonly Position[], picture: Size): Coverage | null {
  const rect = boxWithin(points, picture);
  if (!rect) return null;
  const shares = new Float32Array(rect.width);
  const coverage = new Uint8Array(rect.width * rect.height);
  const crossings = sweep(points);
  for (let row = 0; row < rect.height; row += 1) {
    shares.fill(0);
    for (let line = 0; line < linesPerPixel; line += 1) {
      const at = crossings(rect.y + row + (line + 0.5) / linesPerPixel);
      for (let i = 0; i + 1 < at.length; i += 2) addSpan(shares, (at[i] as number) - rect.x, (at[i + 1] as number) - rect.x);
    }
    for (let x = 0; x < rect.width; x += 1) coverage[row * rect.width + x] = Math.round(((shares[x] as number) * 255) / linesPerPixel);
  }
  return { rect, coverage };
}

function boxWithin(points: readonly Position[], picture: Size): Rect | null {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const right = Math.min(picture.width, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(picture.height, Math.ceil(Math.max(...ys)));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

interface Side {
  readonly top: number;
  readonly bottom: number;
  /** x at `top`, and its change per unit of y. */
  readonly x: number;
  readonly slope: number;
}

/** Answers, for ever larger y, where the polygon's sides cross that horizontal line, from left to right. */
function sweep(points: readonly Position[]): (y: number) => readonly number[] {
  const waiting = sidesOf(points).sort((a, b) => b.top - a.top);
  let active: Side[] = [];
  return (y) => {
    for (let next = waiting.at(-1); next && next.top <= y; next = waiting.at(-1)) {
      active.push(next);
      waiting.pop();
    }
    active = active.filter((side) => side.bottom > y);
    return active.map((side) => side.x + (y - side.top) * side.slope).sort((a, b) => a - b);
  };
}

function sidesOf(points: readonly Position[]): Side[] {
  const sides: Side[] = [];
  let before = points.at(-1);
  for (const point of points) {
    if (before && before.y !== point.y) {
      const [upper, lower] = before.y < point.y ? [before, point] : [point, before];
      sides.push({ top: upper.y, bottom: lower.y, x: upper.x, slope: (lower.x - upper.x) / (lower.y - upper.y) });
    }
    before = point;
  }
  return sides;
}

/** Adds to each pixel the share of it between two positions of a line. */
function addSpan(shares: Float32Array, from: number, to: number): void {
  const start = Math.max(0, from);
  const end = Math.min(shares.length, to);
  for (let x = Math.floor(start); x < end; x += 1) shares[x] = (shares[x] as number) + Math.min(end, x + 1) - Math.max(start, x);
}
