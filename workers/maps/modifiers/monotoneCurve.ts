import type { CurvePoint } from '../../protocol/mapModifiers';

/**
 * The curve through points (x ascending) that never overshoots them: a cubic Hermite spline whose slopes are limited as
 * Fritsch and Carlson (1980) have it, so that it rises exactly where its points rise. Constant before the first and after
 * the last point.
 */
export function monotoneCurve(points: readonly CurvePoint[]): (x: number) => number {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return (x) => x;
  const slopes = limitedSlopes(points);
  return (x) => {
    if (x <= first.x) return first.y;
    if (x >= last.x) return last.y;
    let at = 0;
    while (x > (points[at + 1] as CurvePoint).x) at += 1;
    const a = points[at] as CurvePoint;
    const b = points[at + 1] as CurvePoint;
    const width = b.x - a.x;
    const t = (x - a.x) / width;
    const rest = 1 - t;
    const value =
      a.y * (1 + 2 * t) * rest * rest +
      b.y * t * t * (3 - 2 * t) +
      width * t * rest * (rest * (slopes[at] as number) - t * (slopes[at + 1] as number));
    // Rounding of the sum must not step over the points either.
    return Math.min(Math.max(value, Math.min(a.y, b.y)), Math.max(a.y, b.y));
  };
}

function limitedSlopes(points: readonly CurvePoint[]): number[] {
  const secants = points.slice(1).map((point, i) => (point.y - (points[i] as CurvePoint).y) / (point.x - (points[i] as CurvePoint).x));
  const slopes = points.map((_, i) => {
    const before = secants[i - 1];
    const after = secants[i];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    return before * after <= 0 ? 0 : (before + after) / 2;
  });
  secants.forEach((secant, i) => {
    if (secant === 0) {
      slopes[i] = 0;
      slopes[i + 1] = 0;
      return;
    }
    const a = (slopes[i] as number) / secant;
    const b = (slopes[i + 1] as number) / secant;
    const length = Math.hypot(a, b);
    if (length <= 3) return;
    slopes[i] = (3 * a * secant) / length;
    slopes[i + 1] = (3 * b * secant) / length;
  });
  return slopes;
}
