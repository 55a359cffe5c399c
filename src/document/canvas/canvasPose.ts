import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { CanvasStep } from './canvasStep';

/**
 * Where the canvas lies over the picture as it was opened: a point (X, Y) of that picture, in pixels from its corner, is at
 * (xx·X + xy·Y + x, yx·X + yy·Y + y) of the canvas. Only quarters, mirrorings and whole pixels: one of xx, xy is ±1, the other 0.
 */
export interface CanvasPose {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x: number;
  readonly y: number;
}

/** Of a canvas that nothing was done to. */
export const firstPose: CanvasPose = { xx: 1, xy: 0, yx: 0, yy: 1, x: 0, y: 0 };

/** Without negative zeros, which are saved as 0. */
const plain = ({ xx, xy, yx, yy, x, y }: CanvasPose): CanvasPose => ({
  xx: xx + 0,
  xy: xy + 0,
  yx: yx + 0,
  yy: yy + 0,
  x: x + 0,
  y: y + 0,
});

/** First `inner`, then `outer`. */
function after(outer: CanvasPose, inner: CanvasPose): CanvasPose {
  return plain({
    xx: outer.xx * inner.xx + outer.xy * inner.yx,
    xy: outer.xx * inner.xy + outer.xy * inner.yy,
    yx: outer.yx * inner.xx + outer.yy * inner.yx,
    yy: outer.yx * inner.xy + outer.yy * inner.yy,
    x: outer.xx * inner.x + outer.xy * inner.y + outer.x,
    y: outer.yx * inner.x + outer.yy * inner.y + outer.y,
  });
}

function inverse({ xx, xy, yx, yy, x, y }: CanvasPose): CanvasPose {
  return { xx, xy: yx, yx: xy, yy, x: -(xx * x + yx * y), y: -(xy * x + yy * y) };
}

/** What a step does to a canvas of that size. */
function motionOf(step: CanvasStep, { width, height }: Size): CanvasPose {
  if (step.kind === 'frame') return { ...firstPose, x: -step.frame.x, y: -step.frame.y };
  if (step.kind === 'flip') return step.axis === 'across' ? { ...firstPose, xx: -1, x: width } : { ...firstPose, yy: -1, y: height };
  if (step.quarters === 2) return { ...firstPose, xx: -1, yy: -1, x: width, y: height };
  return step.quarters === 1 ? { xx: 0, xy: -1, yx: 1, yy: 0, x: height, y: 0 } : { xx: 0, xy: 1, yx: -1, yy: 0, x: 0, y: width };
}

/** The pose of a canvas of that size after a step. */
export const poseAfter = (pose: CanvasPose, step: CanvasStep, canvas: Size): CanvasPose => after(motionOf(step, canvas), pose);

/** What leads from places on the canvas as it was under `from` to places on the canvas under `to`. */
export const motionBetween = (from: CanvasPose, to: CanvasPose): CanvasPose => after(to, inverse(from));

/** Whether two poses are the same. */
export const samePose = (a: CanvasPose, b: CanvasPose): boolean =>
  a.xx === b.xx && a.xy === b.xy && a.yx === b.yx && a.yy === b.yy && a.x === b.x && a.y === b.y;

/** Where a rectangle comes to lie; it may then lie outside the canvas. */
export function rectMoved(motion: CanvasPose, { x, y, width, height }: Rect): Rect {
  const right = x + width;
  const bottom = y + height;
  const ax = motion.xx * x + motion.xy * y + motion.x;
  const bx = motion.xx * right + motion.xy * bottom + motion.x;
  const ay = motion.yx * x + motion.yy * y + motion.y;
  const by = motion.yx * right + motion.yy * bottom + motion.y;
  return { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(bx - ax), height: Math.abs(by - ay) };
}

/** Row-major pixels of a rectangle, `channels` bytes each, as they lie after the motion: the same array where it only shifts. */
export function pixelsMoved(motion: CanvasPose, pixels: Uint8Array, { width, height }: Size, channels: 1 | 4): Uint8Array {
  const { xx, xy, yx, yy } = motion;
  if (xx === 1 && yy === 1) return pixels;
  const turned = xx === 0;
  const [outWidth, outHeight] = turned ? [height, width] : [width, height];
  // The source index is linear in the place: where the first pixel comes from, and how far a step right and a step down lead.
  const first = (xx + yx < 0 ? width - 1 : 0) + (xy + yy < 0 ? (height - 1) * width : 0);
  const right = xx + xy * width;
  const down = yx + yy * width;
  const out = new Uint8Array(pixels.length);
  for (let y = 0, to = 0; y < outHeight; y += 1) {
    let from = (first + y * down) * channels;
    for (let x = 0; x < outWidth; x += 1, from += right * channels)
      for (let c = 0; c < channels; c += 1, to += 1) out[to] = pixels[from + c] as number;
  }
  return out;
}
