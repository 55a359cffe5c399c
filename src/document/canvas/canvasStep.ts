import type { Placement } from '../../../workers/maps/exemplars/placement';
import { swapSides, type Person } from '../../../workers/maps/pose/skeleton';
import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { Segment } from '../../../workers/protocol/mapSources';

/** What is done to the whole canvas: turned by quarters clockwise, mirrored, or cut and extended to another frame. */
export type CanvasStep =
  | { readonly kind: 'turn'; readonly quarters: 1 | 2 | 3 }
  | { readonly kind: 'flip'; readonly axis: 'across' | 'down' }
  /** `frame`: the new canvas in pixels of the old one; it may reach beyond it. */
  | { readonly kind: 'frame'; readonly frame: Rect };

/** The canvas after a step. */
export function sizeAfter(step: CanvasStep, { width, height }: Size): Size {
  if (step.kind === 'frame') return { width: step.frame.width, height: step.frame.height };
  return step.kind === 'turn' && step.quarters !== 2 ? { width: height, height: width } : { width, height };
}

/** Where a rectangle of the canvas lies after a step; it may then lie outside. */
export function rectAfter(step: CanvasStep, canvas: Size, { x, y, width, height }: Rect): Rect {
  const right = canvas.width - x - width;
  const bottom = canvas.height - y - height;
  if (step.kind === 'frame') return { x: x - step.frame.x, y: y - step.frame.y, width, height };
  if (step.kind === 'flip') return step.axis === 'across' ? { x: right, y, width, height } : { x, y: bottom, width, height };
  if (step.quarters === 2) return { x: right, y: bottom, width, height };
  return step.quarters === 1 ? { x: bottom, y: x, width: height, height: width } : { x: y, y: right, width: height, height: width };
}

/** Where an exemplar lies after a step. */
export function placementAfter(step: CanvasStep, canvas: Size, placement: Placement): Placement {
  const { x, y, scaleX, scaleY, rotation } = placement;
  if (step.kind === 'frame') return { ...placement, x: x - step.frame.x, y: y - step.frame.y };
  if (step.kind === 'flip') {
    // A mirrored turn goes the other way round: F·R(r)·S = R(−r)·F·S.
    return step.axis === 'across'
      ? { x: canvas.width - x, y, scaleX: -scaleX, scaleY, rotation: -rotation }
      : { x, y: canvas.height - y, scaleX, scaleY: -scaleY, rotation: -rotation };
  }
  const turned = rotation + 90 * step.quarters;
  const within = ((((turned + 180) % 360) + 360) % 360) - 180;
  if (step.quarters === 2) return { x: canvas.width - x, y: canvas.height - y, scaleX, scaleY, rotation: within };
  return step.quarters === 1
    ? { x: canvas.height - y, y: x, scaleX, scaleY, rotation: within }
    : { x: y, y: canvas.width - x, scaleX, scaleY, rotation: within };
}

/** How a person stands after a step. A mirror makes right left. */
export function personAfter(step: CanvasStep, canvas: Size, person: Person): Person {
  const moved = person.map(({ x, y, shown }) => {
    const point = rectAfter(step, canvas, { x, y, width: 0, height: 0 });
    return { x: point.x, y: point.y, shown };
  });
  return step.kind === 'flip' ? swapSides(moved) : moved;
}

/** Where a straight line lies after a step. */
export function segmentAfter<Line extends Segment>(step: CanvasStep, canvas: Size, segment: Line): Line {
  // Its ends are pixels, which lie half a pixel beside the corners that rectangles count from.
  const from = rectAfter(step, canvas, { x: segment.x1, y: segment.y1, width: 1, height: 1 });
  const to = rectAfter(step, canvas, { x: segment.x2, y: segment.y2, width: 1, height: 1 });
  return { ...segment, x1: from.x, y1: from.y, x2: to.x, y2: to.y };
}

/** Pixels of a rectangle, `channels` bytes each, turned or mirrored with the canvas; a frame leaves them as they are. */
export function pixelsAfter(step: CanvasStep, pixels: Uint8Array, { width, height }: Size, channels: 1 | 4): Uint8Array {
  if (step.kind === 'frame') return pixels;
  const out = new Uint8Array(pixels.length);
  const after = sizeAfter(step, { width, height });
  // The source index is linear in the place: where the first pixel comes from, and how far a step right and a step down lead.
  const { first, right, down } = sourceSteps(step, { width, height });
  for (let y = 0, to = 0; y < after.height; y += 1) {
    let from = (first + y * down) * channels;
    for (let x = 0; x < after.width; x += 1, from += right * channels)
      for (let c = 0; c < channels; c += 1, to += 1) out[to] = pixels[from + c] as number;
  }
  return out;
}

function sourceSteps(
  step: Exclude<CanvasStep, { kind: 'frame' }>,
  { width, height }: Size,
): { readonly first: number; readonly right: number; readonly down: number } {
  if (step.kind === 'flip')
    return step.axis === 'across' ? { first: width - 1, right: -1, down: width } : { first: width * (height - 1), right: 1, down: -width };
  if (step.quarters === 2) return { first: width * height - 1, right: -1, down: -width };
  return step.quarters === 1 ? { first: width * (height - 1), right: -width, down: 1 } : { first: width - 1, right: width, down: -1 };
}
