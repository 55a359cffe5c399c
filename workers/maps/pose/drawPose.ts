import type { Size } from '../../protocol/geometry';
import { bones, jointColours, type Person } from './skeleton';

/** Half the width of a limb and the radius of a joint, in pixels of a picture whose shorter side has 512. */
const stickPx = 4;
const trainedSidePx = 512;
/** Limbs are darker than joints. */
const limbShade = 0.6;

/** Half the width of a limb, and the radius of a joint, in pixels of a picture of that size. */
export const stickWidthPx = ({ width, height }: Size): number => (stickPx * Math.min(width, height)) / trainedSidePx;

type Colour = readonly [number, number, number];

/**
 * People as ControlNets for poses were shown them: on black, for each person every bone as an ellipse from joint to joint in 0.6 of its
 * colour, then every joint as a disc in its own. No smoothing; a pixel belongs to a shape that touches it (within half a pixel).
 * @param thicker how many times as thick limbs and joints are: 1 for models, more for small pictures that people look at
 * @returns opaque RGBA, width · height · 4 bytes
 */
export function drawPose(people: readonly Person[], size: Size, thicker = 1): Uint8Array {
  const rgba = new Uint8Array(size.width * size.height * 4);
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  // OpenCV's shapes hold every pixel that they touch.
  const half = thicker * stickWidthPx(size) + 0.5;
  for (const person of people) {
    bones.forEach(([from, to], i) => {
      const [a, b] = [person[from], person[to]];
      const colour = jointColours[i];
      if (!a?.shown || !b?.shown || !colour) return;
      const length = Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2);
      if (length === 0) return;
      const along = { x: (b.x - a.x) / length, y: (b.y - a.y) / length };
      const shade = colour.map((value) => Math.floor(value * limbShade)) as unknown as Colour;
      const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      fillEllipse(rgba, size, { ...middle, along, half: Math.max(length / 2, half), across: half }, shade);
    });
    person.forEach(({ x, y, shown }, i) => {
      const colour = jointColours[i];
      if (shown && colour) fillEllipse(rgba, size, { x, y, along: { x: 1, y: 0 }, half, across: half }, colour);
    });
  }
  return rgba;
}

interface Ellipse {
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  /** Direction of its long axis, of length 1. */
  readonly along: { readonly x: number; readonly y: number };
  /** Half axes. */
  readonly half: number;
  readonly across: number;
}

/** Pixel (x, y) stands for the point (x, y), as in OpenCV. */
function fillEllipse(rgba: Uint8Array, { width, height }: Size, { x, y, along, half, across }: Ellipse, [red, green, blue]: Colour): void {
  const right = Math.sqrt((half * along.x) ** 2 + (across * along.y) ** 2);
  const down = Math.sqrt((half * along.y) ** 2 + (across * along.x) ** 2);
  for (let row = Math.max(0, Math.ceil(y - down)); row <= Math.min(height - 1, Math.floor(y + down)); row++) {
    for (let column = Math.max(0, Math.ceil(x - right)); column <= Math.min(width - 1, Math.floor(x + right)); column++) {
      const [dx, dy] = [column - x, row - y];
      const u = (dx * along.x + dy * along.y) / half;
      const v = (dy * along.x - dx * along.y) / across;
      if (u * u + v * v > 1) continue;
      const at = (row * width + column) * 4;
      rgba[at] = red;
      rgba[at + 1] = green;
      rgba[at + 2] = blue;
    }
  }
}
