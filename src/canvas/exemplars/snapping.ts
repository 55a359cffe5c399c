import type { Rect, Size } from '../../../workers/protocol/geometry';

/** Where edges and centres come to rest along one axis. */
type Lines = readonly number[];

interface Snap {
  /** What to add to the position, in the unit of the boxes. */
  readonly by: number;
  /** The line it came to rest on; null: none was near. */
  readonly line: number | null;
}

/** The lines of the scene and of other boxes that a box snaps to, along each axis. */
export function snapLines(scene: Size, others: readonly Rect[]): { readonly x: Lines; readonly y: Lines } {
  const along = (start: number, length: number) => [start, start + length / 2, start + length];
  return {
    x: [...along(0, scene.width), ...others.flatMap((box) => along(box.x, box.width))],
    y: [...along(0, scene.height), ...others.flatMap((box) => along(box.y, box.height))],
  };
}

/** Moves a side's beginning, middle or end onto the nearest line within reach. */
export function snapAxis(start: number, length: number, lines: Lines, reach: number): Snap {
  let best: Snap = { by: 0, line: null };
  let nearest = reach;
  for (const line of lines) {
    for (const own of [start, start + length / 2, start + length]) {
      const apart = Math.abs(line - own);
      if (apart > nearest || (apart === nearest && best.line !== null)) continue;
      nearest = apart;
      best = { by: line - own, line };
    }
  }
  return best;
}
