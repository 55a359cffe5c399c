import type { Gesture, Tool, ToolPointer, ToolWorld } from '../tool';

/** Takes the strength under the pointer for the brush, for as long as it is dragged about. Dropped, the brush is as it was. */
function pickGesture(world: ToolWorld, start: ToolPointer): Gesture | null {
  const map = world.changeMap();
  if (!map) return null;
  const { strength } = world.brush();
  const take = ({ picture: { x, y } }: ToolPointer) => {
    if (x >= 0 && y >= 0 && x < map.width && y < map.height) world.setBrush({ strength: map.read(x, y) / 255 });
  };
  take(start);
  return { move: take, end: () => undefined, drop: () => world.setBrush({ strength }) };
}

/** Reads a strength off the map. */
export const pickTool = (world: ToolWorld): Tool => ({ begin: (pointer) => pickGesture(world, pointer) });
