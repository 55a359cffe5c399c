import type { Rect, Size } from '../../protocol/geometry';

/** Where an exemplar lies on the scene, in scene pixels: its cropped part is scaled and turned about its centre. */
export interface Placement {
  /** The centre. */
  readonly x: number;
  readonly y: number;
  /** Scene pixels per exemplar pixel; below 0 it is flipped. */
  readonly scaleX: number;
  readonly scaleY: number;
  /** Clockwise, in degrees. */
  readonly rotation: number;
}

interface Position {
  readonly x: number;
  readonly y: number;
}

/** Sine and cosine, exact at multiples of 90°. */
function turn(degrees: number): { readonly sin: number; readonly cos: number } {
  const quarters = degrees / 90;
  if (Number.isInteger(quarters)) {
    const quarter = ((quarters % 4) + 4) % 4;
    return { sin: [0, 1, 0, -1][quarter] ?? 0, cos: [1, 0, -1, 0][quarter] ?? 1 };
  }
  const radians = (degrees * Math.PI) / 180;
  return { sin: Math.sin(radians), cos: Math.cos(radians) };
}

/** From the crop's own pixels (0, 0 is its top left corner) to scene pixels. */
export function toScene({ x, y, scaleX, scaleY, rotation }: Placement, crop: Size): (at: Position) => Position {
  const { sin, cos } = turn(rotation);
  return (at) => {
    const dx = (at.x - crop.width / 2) * scaleX;
    const dy = (at.y - crop.height / 2) * scaleY;
    return { x: x + dx * cos - dy * sin, y: y + dx * sin + dy * cos };
  };
}

/** From scene pixels to the crop's own pixels. */
export function fromScene({ x, y, scaleX, scaleY, rotation }: Placement, crop: Size): (at: Position) => Position {
  const { sin, cos } = turn(rotation);
  return (at) => {
    const dx = at.x - x;
    const dy = at.y - y;
    return { x: (dx * cos + dy * sin) / scaleX + crop.width / 2, y: (dy * cos - dx * sin) / scaleY + crop.height / 2 };
  };
}

/** The whole pixels that a placed crop touches, within the scene; null where it lies beside it. */
export function placedBounds(placement: Placement, crop: Size, scene: Size): Rect | null {
  const place = toScene(placement, crop);
  const corners = [0, crop.width].flatMap((x) => [0, crop.height].map((y) => place({ x, y })));
  const left = Math.max(0, Math.floor(Math.min(...corners.map(({ x }) => x))));
  const top = Math.max(0, Math.floor(Math.min(...corners.map(({ y }) => y))));
  const right = Math.min(scene.width, Math.ceil(Math.max(...corners.map(({ x }) => x))));
  const bottom = Math.min(scene.height, Math.ceil(Math.max(...corners.map(({ y }) => y))));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}
