import type { Tool, ToolWorld } from '../tool';

/** Fills what is like the pixel that was clicked with the brush's strength. */
export const fillTool = (world: ToolWorld): Tool => ({
  begin: ({ picture }) => {
    const map = world.changeMap();
    const inside = map && picture.x >= 0 && picture.y >= 0 && picture.x < map.width && picture.y < map.height;
    if (!inside) return null;
    return {
      move: () => undefined,
      end: () => world.fillFrom({ x: Math.floor(picture.x), y: Math.floor(picture.y) }),
      drop: () => undefined,
    };
  },
});
