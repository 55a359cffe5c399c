import type { Rect } from '../../../../workers/protocol/geometry';
import type { ToolOptions } from '../../toolOptions';
import type { Point } from '../../viewStore';
import { commitOutline } from '../commitOutline';
import type { Gesture, Tool, ToolPointer, ToolWorld } from '../tool';
import { dragBox } from './dragBox';

/** Corners of the polygon that stands for an ellipse: below a tenth of a pixel off for radii up to 4096. */
const ellipseCorners = 512;

/** The outline of a shape that fills the box. */
export function shapeOutline(shape: ToolOptions['shape'], { x, y, width, height }: Rect): readonly Point[] {
  if (shape === 'rectangle')
    return [
      { x, y },
      { x: x + width, y },
      { x: x + width, y: y + height },
      { x, y: y + height },
    ];
  return Array.from({ length: ellipseCorners }, (_, i) => {
    const angle = (2 * Math.PI * i) / ellipseCorners;
    return { x: x + (width / 2) * (1 + Math.cos(angle)), y: y + (height / 2) * (1 + Math.sin(angle)) };
  });
}

/** Draws a rectangle or an ellipse; Shift: equal sides, Alt: from the centre, Space: moves what is drawn. */
function shapeGesture(world: ToolWorld, start: ToolPointer): Gesture | null {
  if (!world.changeMap()) return null;
  const { shape } = world.options();
  let from = start.picture;
  let last = start.picture;
  let moving = false;
  let box: Rect = { ...from, width: 0, height: 0 };
  return {
    move: ({ picture, shift, alt }) => {
      if (moving) from = { x: from.x + picture.x - last.x, y: from.y + picture.y - last.y };
      last = picture;
      box = dragBox(from, picture, { square: shift, centred: alt });
      world.showOutline({ lines: [{ points: shapeOutline(shape, box), closed: true }], handles: [] });
    },
    end: () => {
      world.showOutline(null);
      if (box.width >= 0.5 && box.height >= 0.5)
        commitOutline(world, shapeOutline(shape, box), shape === 'rectangle' ? 'Rectangle' : 'Ellipse');
    },
    drop: () => world.showOutline(null),
    holdSpace: (held) => {
      moving = held;
    },
  };
}

/** Fills a shape with the brush's strength. */
export const shapeTool = (world: ToolWorld): Tool => ({ begin: (pointer) => shapeGesture(world, pointer) });
