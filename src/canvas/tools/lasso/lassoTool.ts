import type { Point } from '../../viewStore';
import { commitOutline } from '../commitOutline';
import { snapAngle } from '../snapAngle';
import type { Gesture, Tool, ToolPointer, ToolWorld } from '../tool';

/** A drag shorter than this, in CSS pixels, is a click: it sets a corner. */
const clickPx = 4;
/** Corners nearer to the first than this, in CSS pixels, close the polygon. */
const closePx = 8;
/** Freehand points keep this distance, in CSS pixels. */
const freehandStepPx = 1.5;

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * Fills an outline with the brush's strength. A drag draws it freehand; clicks set the corners of a polygon, which Enter, a
 * double click or a click on its first corner closes. Backspace takes the last corner back, Escape all of them.
 */
export function lassoTool(world: ToolWorld): Tool {
  /** Corners set so far; those of a drag under way are added when it ends. */
  let corners: readonly Point[] = [];

  const show = (more: readonly Point[]) => {
    const points = [...corners, ...more];
    world.showOutline(points.length > 0 ? { lines: [{ points, closed: false }], handles: corners } : null);
  };
  const forget = () => {
    corners = [];
    world.showOutline(null);
  };
  const finish = (): boolean => {
    const outline = corners;
    forget();
    if (outline.length >= 3) commitOutline(world, outline, 'Lasso');
    return outline.length > 0;
  };
  const at = ({ picture, shift }: ToolPointer): Point => {
    const last = corners.at(-1);
    return shift && last ? snapAngle(last, picture) : picture;
  };
  const addCorner = (point: Point) => {
    const first = corners[0];
    const last = corners.at(-1);
    const near = closePx / world.scale();
    const closes = first && corners.length >= 3 && distance(first, point) <= near;
    // The second click of a double click lies on the first one.
    const again = last && distance(last, point) <= near / 2;
    if (closes || (again && corners.length >= 3)) {
      finish();
      return;
    }
    if (again) return;
    corners = [...corners, point];
    show([]);
  };

  const begin = (start: ToolPointer): Gesture | null => {
    if (!world.changeMap()) return null;
    const from = at(start);
    const drawn: Point[] = [from];
    let freehand = false;
    return {
      move: (pointer) => {
        if (distance(start.view, pointer.view) >= clickPx) freehand = true;
        for (const sample of pointer.samples) {
          const last = drawn.at(-1) ?? from;
          if (distance(last, sample) * world.scale() >= freehandStepPx) drawn.push(sample);
        }
        show(freehand ? drawn : []);
      },
      end: () => {
        if (!freehand) return addCorner(from);
        // Freehand after clicked corners goes on with the polygon; alone it is the whole outline.
        const alone = corners.length === 0;
        corners = [...corners, ...drawn];
        if (alone) finish();
        else show([]);
      },
      drop: forget,
    };
  };
  return {
    begin,
    hover: (pointer) => corners.length > 0 && show([at(pointer)]),
    commit: finish,
    drop: () => {
      const had = corners.length > 0;
      forget();
      return had;
    },
    back: () => {
      if (corners.length === 0) return false;
      corners = corners.slice(0, -1);
      show([]);
      return true;
    },
    reset: forget,
  };
}
