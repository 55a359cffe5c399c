import type { Tool, ToolWorld } from '../tool';

/**
 * Drags a joint of the selected pose, or picks the selected guide's straight lines. Without such a guide Konva's transformer takes the
 * pointer, for exemplars: see canvas/exemplars.
 */
export const moveTool = (world: ToolWorld): Tool => ({
  begin: ({ picture }) => {
    const grip = world.gripGuide(picture);
    return grip && { move: (pointer) => grip.move(pointer.picture), end: () => grip.end(), drop: () => grip.drop() };
  },
  hover: ({ picture }) => world.pointAtGuide(picture),
  foreign: { end: () => world.endMove(true), drop: () => world.endMove(false) },
});
