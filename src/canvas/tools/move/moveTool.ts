import type { Tool, ToolWorld } from '../tool';

/** Drags a joint of the selected pose. Without one Konva's transformer takes the pointer, for exemplars: see canvas/exemplars. */
export const moveTool = (world: ToolWorld): Tool => ({
  begin: ({ picture }) => {
    const grip = world.gripJoint(picture);
    return grip && { move: (pointer) => grip.move(pointer.picture), end: () => grip.end(), drop: () => grip.drop() };
  },
  foreign: { end: () => world.endMove(true), drop: () => world.endMove(false) },
});
