import type { Point } from '../../viewStore';
import { snapAngle } from '../snapAngle';
import type { Gesture, Tool, ToolPointer, ToolWorld } from '../tool';
import { gradientEdit, type GradientHandles } from './gradientEdit';

/** Within this, in CSS pixels, a handle is taken hold of. */
const holdPx = 10;

/**
 * Writes a gradient over the whole map: a drag sets its two handles, which can be moved, and its options changed, until it is
 * kept (Enter, another tool, Generate) or dropped (Escape). Shift keeps the line to multiples of 45°.
 */
export function gradientTool(world: ToolWorld): Tool {
  let pending: GradientHandles | null = null;

  const show = () => {
    const map = world.changeMap();
    if (!pending || !map) {
      world.showEdit(null, null);
      world.showOutline(null);
      return;
    }
    world.showEdit(gradientEdit(map, pending, world.options(), world.brush().mode), { x: 0, y: 0, width: map.width, height: map.height });
    world.showOutline({ lines: [{ points: [pending.from, pending.to], closed: false }], handles: [pending.from, pending.to] });
  };
  const set = (handles: GradientHandles | null) => {
    pending = handles;
    show();
  };
  const nearest = (at: Point): keyof GradientHandles | null => {
    if (!pending) return null;
    const reach = holdPx / world.scale();
    const far = (handle: Point) => Math.hypot(handle.x - at.x, handle.y - at.y);
    const [toFrom, toTo] = [far(pending.from), far(pending.to)];
    if (Math.min(toFrom, toTo) > reach) return null;
    return toTo <= toFrom ? 'to' : 'from';
  };
  const begin = (start: ToolPointer): Gesture | null => {
    if (!world.changeMap()) return null;
    const before = pending;
    const held = nearest(start.picture);
    const handle = held ?? 'to';
    return {
      move: ({ picture, shift }) => {
        const base: GradientHandles = held && before ? before : { from: start.picture, to: start.picture };
        const other = handle === 'to' ? base.from : base.to;
        set({ ...base, [handle]: shift ? snapAngle(other, picture) : picture });
      },
      end: () => undefined,
      drop: () => set(before),
    };
  };
  return {
    begin,
    commit: () => {
      const map = world.changeMap();
      const kept = pending;
      if (!kept || !map) return false;
      pending = null;
      world.showOutline(null);
      world.commitEdit(gradientEdit(map, kept, world.options(), world.brush().mode), 'Gradient');
      return true;
    },
    drop: () => {
      const had = pending !== null;
      if (had) set(null);
      return had;
    },
    refresh: () => pending && show(),
    reset: () => set(null),
  };
}
