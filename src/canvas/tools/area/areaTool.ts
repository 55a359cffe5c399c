import { dragBox } from '../shape/dragBox';
import { shapeOutline } from '../shape/shapeTool';
import type { Gesture, Tool, ToolPointer, ToolWorld } from '../tool';

/** Sides below this, in picture pixels, are a click that slipped, not an area. */
const leastSidePx = 8;

/** Draws the rectangle that the model is to see; Shift: equal sides, Alt: from the centre. */
function areaGesture(world: ToolWorld, start: ToolPointer): Gesture | null {
  if (!world.changeMap()) return null;
  let box = { ...start.picture, width: 0, height: 0 };
  return {
    move: ({ picture, shift, alt }) => {
      box = dragBox(start.picture, picture, { square: shift, centred: alt });
      world.showOutline({ lines: [{ points: shapeOutline('rectangle', box), closed: true }], handles: [] });
    },
    end: () => {
      world.showOutline(null);
      if (box.width >= leastSidePx && box.height >= leastSidePx) world.setArea(box);
    },
    drop: () => world.showOutline(null),
  };
}

/** Chooses the generation area by hand. */
export const areaTool = (world: ToolWorld): Tool => ({ begin: (pointer) => areaGesture(world, pointer) });
