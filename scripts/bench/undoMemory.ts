import { Stroke } from '../../src/changemap/stroke';
import { StrokeBuffer } from '../../src/changemap/StrokeBuffer';
import { StampCache } from '../../src/changemap/stampCache';
import { dabSpacingPx, StrokePath } from '../../src/changemap/strokePath';
import { editDeltas } from '../../src/changemap/mapEdit';
import { applyDeltas } from '../../src/document/changeMap/applyDeltas';
import { ChangeMap } from '../../src/document/changeMap/ChangeMap';
import { deltaSizeBytes, packDelta, type TileDelta } from '../../src/document/changeMap/tileDelta';
import type { Bench } from './bench';
import { liveBytes } from './liveMemory';

const sidePx = 4096;
const strokes = 50;
const brushes = [
  { name: 'brush of 300 px, soft', diameterPx: 300, hardness: 0.5 },
  { name: 'brush of 1000 px, soft', diameterPx: 1000, hardness: 0 },
] as const;
const mebi = 2 ** 20;

/** What it costs to be able to take back strokes across the whole of a large map. */
export const undoMemory: Bench = {
  name: 'undo',
  title: '50 strokes across the whole width of a map of 4096²: what undo holds',
  run() {
    return Promise.resolve(
      brushes.flatMap(({ name, diameterPx, hardness }) => {
        const { heldBytes, aliveBytes } = paint(diameterPx, hardness);
        return [
          {
            name: `${strokes} strokes, ${name}: held for undo`,
            value: heldBytes / mebi,
            unit: 'MB',
            bar: { most: 64 },
            detail: `as the history counts it; alive in the process: ${(aliveBytes / mebi).toFixed(1)} MB`,
          },
        ];
      }),
    );
  },
};

function paint(diameterPx: number, hardness: number): { heldBytes: number; aliveBytes: number } {
  const size = { width: sidePx, height: sidePx };
  const stamps = new StampCache();
  let map = new ChangeMap(size);
  const history: (readonly TileDelta[])[] = [];
  const startBytes = liveBytes();
  for (let i = 0; i < strokes; i++) {
    const buffer = new StrokeBuffer(size);
    const path = new StrokePath(dabSpacingPx(diameterPx));
    // Each stroke lies across those before it, at another strength.
    const y = (i * 997) % sidePx;
    const dabs = [0, 1, 2, 3, 4].flatMap((part) => path.add({ x: (part * sidePx) / 4, y: y + 40 * Math.sin(part + i), pressure: 1 }));
    for (const dab of [...dabs, ...path.finish()]) buffer.stamp(stamps.place({ radiusPx: diameterPx / 2, hardness }, dab.x, dab.y));
    const deltas = editDeltas(map, new Stroke(buffer, 60 + ((i * 53) % 196)));
    map = applyDeltas(map, deltas);
    deltas.forEach(packDelta);
    history.push(deltas);
  }
  // Undone to the end, nothing may be left: what is held is all that is needed.
  const aliveBytes = liveBytes() - startBytes - map.sizeBytes;
  const heldBytes = history.reduce((sum, deltas) => sum + deltaSizeBytes(deltas), 0);
  for (const deltas of history.reverse()) map = applyDeltas(map, deltas);
  if (map.tiles.size > 0) throw new Error('Undoing all strokes did not bring back the empty map.');
  return { heldBytes, aliveBytes };
}
