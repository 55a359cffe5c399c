import type { Rect } from '../../protocol/geometry';
import type { IsolineRequest, IsolineResult, MapStack, MapTiles } from '../../protocol/mapWorker';
import { isolines } from '../contours/isolines';
import { addToHistogram } from '../histogram';
import { intersectRects } from '../rects';
import { blocksOf, blockSidePx, composeRegion } from '../tiles/composeRegion';
import { wholeTiles, writeTiles } from '../tiles/tiledMap';
import { toLatents } from '../toLatents';
import type { JobControl } from './jobs';

/** Hands the composed values of `rect`, block by block, to `take`. */
async function eachBlock(stack: MapStack, rect: Rect, control: JobControl, take: (block: Rect, values: Uint8Array) => void): Promise<void> {
  const blocks = blocksOf(rect, blockSidePx(stack.layers));
  for (const [i, block] of blocks.entries()) {
    take(block, composeRegion(stack.layers, stack, block));
    await control.done(i + 1, blocks.length);
  }
}

const whole = ({ width, height }: MapStack): Rect => ({ x: 0, y: 0, width, height });

/** The stack's result in tiles: of a part, every tile that it touches. */
export async function composeTiles(stack: MapStack, control: JobControl): Promise<MapTiles> {
  const tiles = new Map<number, Uint8Array>();
  const rect = wholeTiles(stack.rect ?? whole(stack), stack);
  if (rect) await eachBlock(stack, rect, control, (block, values) => writeTiles(tiles, stack, block, values));
  return { width: stack.width, height: stack.height, tiles };
}

/** How often each value occurs in the stack's result. */
export async function stackHistogram(stack: MapStack, control: JobControl): Promise<Float64Array> {
  const counts = new Float64Array(256);
  const rect = intersectRects(stack.rect ?? whole(stack), whole(stack));
  if (rect) await eachBlock(stack, rect, control, (_, values) => addToHistogram(counts, values));
  return counts;
}

/** The stack's result over a rectangle, row-major; 0 where that reaches beyond the map. */
export async function flatten(stack: MapStack, rect: Rect, control: JobControl): Promise<Uint8Array> {
  const out = new Uint8Array(rect.width * rect.height);
  const inside = intersectRects(rect, whole(stack));
  if (!inside) return out;
  await eachBlock(stack, inside, control, (block, values) => {
    for (let row = 0; row < block.height; row++) {
      out.set(values.subarray(row * block.width, (row + 1) * block.width), (block.y - rect.y + row) * rect.width + block.x - rect.x);
    }
  });
  return out;
}

/** The isolines of the stack's result as the engine will see it in a generation area. */
export async function stackIsolines(
  stack: MapStack,
  { area, latentSize, reduction, curve, stepsRun, every }: IsolineRequest,
  control: JobControl,
): Promise<IsolineResult[]> {
  const change = await flatten(stack, area, control);
  const preserve = toLatents(change, area, latentSize, reduction);
  return isolines(preserve, { area, latentSize, curve, stepsRun, every }).map(({ firstStep, strength, label, points, closed }) => ({
    firstStep,
    stepsRun,
    strength,
    label,
    points,
    closed,
  }));
}
