import type { Rect } from '../../../../workers/protocol/geometry';
import { dabSpacingPx, StrokePath, type PathPoint } from '../../../changemap/strokePath';
import { strokeDeltas, type Stroke } from '../../../changemap/stroke';
import { StrokeBuffer } from '../../../changemap/StrokeBuffer';
import type { StampCache } from '../../../changemap/stampCache';
import { unite } from '../../../document/changeMap/tileGrid';
import type { Point } from '../../viewStore';
import type { Gesture, ToolPointer, ToolWorld } from '../tool';

export interface PaintOptions {
  readonly world: ToolWorld;
  readonly stamps: StampCache;
  /** The value, 0…255, to which the stroke brings what it covers. */
  readonly target: number;
  readonly label: string;
  /** Where the stroke begins: the pointer, or the end of the last stroke where a line is joined to it. */
  readonly from: readonly Point[];
  /** Told where a kept stroke ended. */
  readonly onKept: (end: Point) => void;
}

/** One stroke: dabs go into a buffer of their own, the map is written once, when the stroke is kept. */
export function paintGesture({ world, stamps, target, label, from, onKept }: PaintOptions): Gesture | null {
  const map = world.changeMap();
  if (!map) return null;
  const { sizePx, hardness, stabiliser } = world.brush();
  const shape = { radiusPx: sizePx / 2, hardness };
  const stroke: Stroke = { buffer: new StrokeBuffer(map), target };
  const path = new StrokePath(dabSpacingPx(sizePx), stabiliser);
  let end: Point = from.at(-1) ?? { x: 0, y: 0 };

  const lay = (dabs: readonly PathPoint[]) => {
    let touched: Rect | null = null;
    for (const dab of dabs) {
      const box = stroke.buffer.stamp(stamps.place(shape, dab.x, dab.y));
      if (box) touched = unite(touched, box);
    }
    if (touched) world.showStroke(stroke, touched);
  };

  from.forEach((point) => lay(path.add(point)));
  return {
    move: ({ samples }: ToolPointer) => {
      for (const sample of samples) {
        end = sample;
        lay(path.add(sample));
      }
    },
    end: () => {
      lay(path.finish());
      const now = world.changeMap();
      const deltas = now && now.width === map.width && now.height === map.height ? strokeDeltas(now, stroke) : [];
      world.commitStroke(deltas, label);
      world.showStroke(null, null);
      onKept(end);
    },
    drop: () => world.showStroke(null, null),
  };
}
