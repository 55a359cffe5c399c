import type { CurvePoint } from '../../workers/protocol/mapModifiers';

/** Points keep this distance along x, so that the curve stays one. */
const leastGap = 1 / 255;
const mostPoints = 32;

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/** The curve with a point moved, kept between its neighbours. */
export function movePoint(points: readonly CurvePoint[], index: number, to: CurvePoint): CurvePoint[] {
  const low = (points[index - 1]?.x ?? -leastGap) + leastGap;
  const high = (points[index + 1]?.x ?? 1 + leastGap) - leastGap;
  return points.map((point, i) => (i === index ? { x: Math.min(Math.max(unit(to.x), low), high), y: unit(to.y) } : point));
}

/** The curve with another point and its place among them; null where it is too near to one, or there are enough. */
export function addPoint(points: readonly CurvePoint[], at: CurvePoint): { points: CurvePoint[]; index: number } | null {
  const point = { x: unit(at.x), y: unit(at.y) };
  if (points.length >= mostPoints || points.some(({ x }) => Math.abs(x - point.x) < leastGap)) return null;
  const next = [...points, point].sort((a, b) => a.x - b.x);
  return { points: next, index: next.indexOf(point) };
}

/** The curve without a point; the last two stay. */
export const removePoint = (points: readonly CurvePoint[], index: number): CurvePoint[] =>
  points.length <= 2 ? [...points] : points.filter((_, i) => i !== index);
