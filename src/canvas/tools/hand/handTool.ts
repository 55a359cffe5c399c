import type { Gesture, Tool, ToolPointer, ToolWorld } from '../tool';

/** Moves the picture with the pointer. There is nothing to take back. */
export function panGesture(world: ToolWorld, start: ToolPointer): Gesture {
  let at = start.view;
  return {
    move: ({ view }) => {
      world.panBy(view.x - at.x, view.y - at.y);
      at = view;
    },
    end: () => undefined,
    drop: () => undefined,
  };
}

/** Moves the picture about. */
export const handTool = (world: ToolWorld): Tool => ({ begin: (pointer) => panGesture(world, pointer) });
