import type { Point } from '../viewStore';

/** Lines keep to multiples of this angle while Shift is held. */
const snapRadians = Math.PI / 4;

/** The point nearest to `to` on a line from `from` at a multiple of 45°. */
export function snapAngle(from: Point, to: Point): Point {
  const angle = Math.round(Math.atan2(to.y - from.y, to.x - from.x) / snapRadians) * snapRadians;
  const length = (to.x - from.x) * Math.cos(angle) + (to.y - from.y) * Math.sin(angle);
  return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
}
