import type { Rect } from '../../protocol/geometry';
import type { MapSource } from '../../protocol/mapSources';
import { easings } from '../gradientFill';
import { roundedByte } from '../modifiers/roundedByte';

export type LineSource = Extract<MapSource, { kind: 'line' }>;

/**
 * Distance from a drawn line: with d the Euclidean distance of a pixel's centre to the nearest point of the polyline,
 * 255·(1 − easing(min(1, d/reach))): full on the line, exactly 0 from `reachPx` on. A single point gives a disc.
 */
export function lineDistance(rect: Rect, { points, reachPx, easing, invert }: LineSource): Uint8Array {
  const squares = new Float32Array(rect.width * rect.height).fill(Number.POSITIVE_INFINITY);
  points.forEach((point, i) => {
    const from = points[i - 1] ?? point;
    if (i > 0 || points.length === 1) nearSegment(squares, rect, from, point, reachPx);
  });
  const ease = easings[easing];
  const out = new Uint8Array(squares.length);
  for (let i = 0; i < out.length; i++) {
    const distance = Math.sqrt(squares[i] as number);
    const value = distance >= reachPx ? 0 : 255 * (1 - ease(distance / reachPx));
    out[i] = roundedByte(invert ? 255 - value : value);
  }
  return out;
}

interface Position {
  readonly x: number;
  readonly y: number;
}

/** Lowers the squared distances of the pixels within reach of a segment. */
function nearSegment(squares: Float32Array, rect: Rect, a: Position, b: Position, reachPx: number): void {
  const left = Math.max(0, Math.floor(Math.min(a.x, b.x) - reachPx - rect.x));
  const right = Math.min(rect.width, Math.ceil(Math.max(a.x, b.x) + reachPx - rect.x));
  const top = Math.max(0, Math.floor(Math.min(a.y, b.y) - reachPx - rect.y));
  const bottom = Math.min(rect.height, Math.ceil(Math.max(a.y, b.y) + reachPx - rect.y));
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const squaredLength = dx * dx + dy * dy;
  for (let y = top; y < bottom; y++) {
    const py = rect.y + y + 0.5 - a.y;
    for (let x = left; x < right; x++) {
      const px = rect.x + x + 0.5 - a.x;
      const along = squaredLength === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squaredLength));
      const ox = px - along * dx;
      const oy = py - along * dy;
      const square = ox * ox + oy * oy;
      if (square < (squares[y * rect.width + x] as number)) squares[y * rect.width + x] = square;
    }
  }
}
