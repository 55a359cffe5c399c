import type { Rect } from '../../../../workers/protocol/geometry';
import { dabSpacingPx, StrokePath, type PathPoint } from '../../../changemap/strokePath';
import type { PaintMode } from '../../../changemap/paintMode';
import { Stroke } from '../../../changemap/stroke';
import { StrokeBuffer } from '../../../changemap/StrokeBuffer';
import type { StampCache } from '../../../changemap/stampCache';
import { uniteRects } from '../../../../workers/maps/rects';
import type { Gesture, PenSample, ToolPointer, ToolWorld } from '../tool';
import { axisLock } from './axisLock';

export interface PaintOptions {
  readonly world: ToolWorld;
  readonly stamps: StampCache;
  /** The value, 0…255, to which the stroke brings what it covers. */
  readonly target: number;
  readonly mode: PaintMode;
  readonly label: string;
  /** Where the stroke begins: the pointer, or the end of the last stroke where a line is joined to it. */
  readonly from: readonly PenSample[];
  /** Told where a kept stroke ended. */
  readonly onKept: (end: PenSample) => void;
}

/** The least a pen leaves of the brush's size, so that its lightest touch is seen. */
const leastSize = 0.1;
/** Radii under pressure keep to these steps, in pixels, so that stamps are found again. */
const radiusStepPx = 0.5;

/** One stroke: dabs go into a buffer of their own, the map is written once, when the stroke is kept. */
export function paintGesture({ world, stamps, target, mode, label, from, onKept }: PaintOptions): Gesture | null {
  const map = world.changeMap();
  const first = from.at(-1);
  if (!map || !first) return null;
  const { sizePx, hardness, stabiliser, spacing, pressureSize, pressureStrength } = world.brush();
  const radiusPx = (pressure: number) => {
    if (!pressureSize || pressure >= 1) return sizePx / 2;
    return Math.max(0.5, Math.round(((sizePx / 2) * Math.max(leastSize, pressure)) / radiusStepPx) * radiusStepPx);
  };
  const stroke = new Stroke(new StrokeBuffer(map), target, mode);
  const path = new StrokePath(dabSpacingPx(sizePx, spacing), stabiliser);
  const lock = axisLock(first);
  let end = first;

  const lay = (dabs: readonly PathPoint[]) => {
    let touched: Rect | null = null;
    for (const dab of dabs) {
      const box = stroke.buffer.stamp(
        stamps.place({ radiusPx: radiusPx(dab.pressure), hardness }, dab.x, dab.y),
        pressureStrength ? dab.pressure : 1,
      );
      if (box) touched = uniteRects(touched, box);
    }
    if (touched) world.showEdit(stroke, touched);
  };

  from.forEach((point) => lay(path.add(point)));
  return {
    move: ({ samples, shift }: ToolPointer) => {
      for (const sample of samples) {
        end = lock(sample, shift);
        lay(path.add(end));
      }
    },
    end: () => {
      lay(path.finish());
      world.commitEdit(stroke, label);
      onKept(end);
    },
    drop: () => world.showEdit(null, null),
  };
}
