import { blurDab } from '../../../../workers/maps/brush/blurDab';
import { smudgeDab } from '../../../../workers/maps/brush/smudgeDab';
import { gaussianReachPx } from '../../../../workers/maps/modifiers/gaussian';
import { cropValues, expandRect, intersectRects, uniteRects } from '../../../../workers/maps/rects';
import type { Rect } from '../../../../workers/protocol/geometry';
import { StampCache, type PlacedStamp } from '../../../changemap/stampCache';
import { dabSpacingPx, StrokePath, type PathPoint } from '../../../changemap/strokePath';
import { WorkingTiles } from '../../../changemap/WorkingTiles';
import type { ChangeMap } from '../../../document/changeMap/ChangeMap';
import type { Gesture, Tool, ToolPointer, ToolWorld } from '../tool';
import { tr } from '../../../../workers/texts/texts';

/** σ of the blur brush as a share of its diameter, and at most, in pixels: a dab must not stop the hand. */
const blurShare = 0.08;
const largestSigmaPx = 8;

/** One dab: reads what is under the stamp, writes what becomes of it; returns the rectangle, or null beside the picture. */
type Dab = (stamp: PlacedStamp, flow: number) => Rect | null;

/** The part of a stamp's coverage that lies within `rect`, times `flow`. */
function coverageWithin({ stamp, x, y }: PlacedStamp, rect: Rect, flow: number): Uint8Array {
  const coverage = new Uint8Array(rect.width * rect.height);
  for (let row = 0; row < rect.height; row += 1) {
    const from = (rect.y - y + row) * stamp.width + rect.x - x;
    for (let i = 0; i < rect.width; i += 1) coverage[row * rect.width + i] = Math.round((stamp.coverage[from + i] as number) * flow);
  }
  return coverage;
}

function withinMap(map: ChangeMap, { stamp, x, y }: PlacedStamp): Rect | null {
  return intersectRects({ x, y, width: stamp.width, height: stamp.height }, { x: 0, y: 0, width: map.width, height: map.height });
}

/** Drags along what the brush took up. What it carries keeps its place in the brush, whatever part of that lies on the map. */
function smudging(map: ChangeMap, tiles: WorkingTiles, rate: number): Dab {
  let carried: Float32Array | null = null;
  let side = { width: 0, height: 0 };
  return (placed, flow) => {
    const { stamp, x, y } = placed;
    const whole: Rect = { x, y, width: stamp.width, height: stamp.height };
    const values = tiles.read(whole);
    if (!carried || side.width !== stamp.width || side.height !== stamp.height) {
      carried = Float32Array.from(values);
      side = { width: stamp.width, height: stamp.height };
    }
    const after = smudgeDab(values, coverageWithin(placed, whole, flow), carried, rate);
    const part = withinMap(map, placed);
    if (part) tiles.write(part, cropValues(after, whole, part));
    return part;
  };
}

function blurring(map: ChangeMap, tiles: WorkingTiles, sizePx: number, strength: number): Dab {
  const sigmaPx = Math.min(largestSigmaPx, Math.max(1, blurShare * sizePx));
  return (placed, flow) => {
    const rect = withinMap(map, placed);
    if (!rect) return null;
    const from = expandRect(rect, gaussianReachPx(sigmaPx), map);
    tiles.write(rect, blurDab(tiles.read(from), from, { rect, coverage: coverageWithin(placed, rect, flow), sigmaPx, strength }));
    return rect;
  };
}

function smudgeGesture(world: ToolWorld, stamps: StampCache, start: ToolPointer): Gesture | null {
  const map = world.changeMap();
  if (!map) return null;
  const { sizePx, hardness, strength, spacing, stabiliser, pressureStrength } = world.brush();
  const tiles = new WorkingTiles(map);
  const { smudge } = world.options();
  const dab = smudge === 'blur' ? blurring(map, tiles, sizePx, strength) : smudging(map, tiles, strength);
  const path = new StrokePath(dabSpacingPx(sizePx, spacing), stabiliser);
  // Whole pixels keep the stamps of a stroke alike, so that what is carried keeps its place.
  const lay = (points: readonly PathPoint[]) => {
    let touched: Rect | null = null;
    for (const point of points) {
      const box = dab(
        stamps.place({ radiusPx: sizePx / 2, hardness }, Math.round(point.x), Math.round(point.y)),
        pressureStrength ? point.pressure : 1,
      );
      if (box) touched = uniteRects(touched, box);
    }
    if (touched) world.showEdit(tiles, touched);
  };
  lay(path.add({ ...start.picture, pressure: start.samples.at(-1)?.pressure ?? 1 }));
  return {
    move: ({ samples }) => samples.forEach((sample) => lay(path.add(sample))),
    end: () => {
      lay(path.finish());
      world.commitEdit(tiles, smudge === 'blur' ? tr`Blur stroke` : tr`Smudge stroke`);
    },
    drop: () => world.showEdit(null, null),
  };
}

/** Drags strengths into each other, or blurs them; the brush's strength says how much. */
export function smudgeTool(world: ToolWorld): Tool {
  const stamps = new StampCache();
  return { begin: (pointer) => smudgeGesture(world, stamps, pointer) };
}
