import type { Rect } from '../../../../workers/protocol/geometry';
import type { Point } from '../../viewStore';

/** How the box of a drag is made: with equal sides, from its centre. */
interface BoxManner {
  readonly square: boolean;
  readonly centred: boolean;
}

/** The box between where a drag began and where it is, in picture pixels, not yet on whole ones. */
export function dragBox(from: Point, to: Point, { square, centred }: BoxManner): Rect {
  let dx = to.x - from.x;
  let dy = to.y - from.y;
  if (square) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = dx < 0 ? -side : side;
    dy = dy < 0 ? -side : side;
  }
  const x = centred ? from.x - Math.abs(dx) : Math.min(from.x, from.x + dx);
  const y = centred ? from.y - Math.abs(dy) : Math.min(from.y, from.y + dy);
  const times = centred ? 2 : 1;
  return { x, y, width: times * Math.abs(dx), height: times * Math.abs(dy) };
}
