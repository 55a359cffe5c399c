import type { Point } from '../../viewStore';

/** Way from the start, in picture pixels, after which it is clear where a drag goes. */
const decidedPx = 3;

/** Keeps a drag to the axis along which it set out while it is `locked` (Shift); the axis is chosen once. */
export function axisLock(start: Point): <P extends Point>(point: P, locked: boolean) => P {
  let axis: 'x' | 'y' | null = null;
  return (point, locked) => {
    if (!locked) return point;
    const dx = Math.abs(point.x - start.x);
    const dy = Math.abs(point.y - start.y);
    if (axis === null && Math.max(dx, dy) >= decidedPx) axis = dx >= dy ? 'x' : 'y';
    const kept = axis ?? (dx >= dy ? 'x' : 'y');
    return kept === 'x' ? { ...point, y: start.y } : { ...point, x: start.x };
  };
}
