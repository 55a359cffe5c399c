import type { Placement } from '../../workers/maps/exemplars/placement';
import type { Size } from '../../workers/protocol/geometry';

/** Share of the scene's sides that a large exemplar is brought to, so that its handles can be reached. */
const largestShare = 0.6;

interface Position {
  readonly x: number;
  readonly y: number;
}

/** Where a new exemplar lies: at its own size, or smaller where it would fill the scene; in the middle, or where it was dropped. */
export function newPlacement(exemplar: Size, scene: Size, at: Position | null): Placement {
  const scale = Math.min(1, (scene.width * largestShare) / exemplar.width, (scene.height * largestShare) / exemplar.height);
  const { x, y } = at ?? { x: scene.width / 2, y: scene.height / 2 };
  // At its own size its pixels come to lie on the scene's, so that none of them is smoothed.
  const onGrid = (centre: number, side: number) => (scale === 1 ? Math.round(centre - side / 2) + side / 2 : centre);
  return { x: onGrid(x, exemplar.width), y: onGrid(y, exemplar.height), scaleX: scale, scaleY: scale, rotation: 0 };
}

/** The band around a new exemplar, in scene pixels: a sixteenth of the scene, in whole pixels. */
export const newBandPx = (scene: Size): number => Math.max(4, Math.round(Math.min(scene.width, scene.height) / 16));
