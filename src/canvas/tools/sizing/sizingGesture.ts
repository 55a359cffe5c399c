import type { Gesture, ToolPointer, ToolWorld } from '../tool';

/** CSS pixels of dragging that take the hardness from 0 to 1. */
const hardnessTravelPx = 200;

/** Alt and the secondary button: dragging sideways sets the brush's size, up and down its hardness. Dropped, both come back. */
export function sizingGesture(world: ToolWorld, start: ToolPointer): Gesture {
  const before = world.brush();
  return {
    move: ({ view }) => {
      const sizePx = Math.max(1, Math.round(before.sizePx + (2 * (view.x - start.view.x)) / world.scale()));
      const hardness = before.hardness + (start.view.y - view.y) / hardnessTravelPx;
      world.setBrush({ sizePx, hardness: Math.round(hardness * 100) / 100 });
    },
    end: () => undefined,
    drop: () => world.setBrush({ sizePx: before.sizePx, hardness: before.hardness }),
  };
}
