import type { Rect } from '../../workers/protocol/geometry';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import { tileDelta, type TileDelta } from '../document/changeMap/tileDelta';
import { forEachTile, tileSidePx, tileSizeBytes } from '../document/changeMap/tileGrid';
import type { StrokeBuffer } from './StrokeBuffer';

/** A stroke over the map: what it covers and the value, 0…255, to which it brings what it covers. */
export interface Stroke {
  readonly buffer: StrokeBuffer;
  readonly target: number;
}

/**
 * The map under a stroke: before + (target − before) · coverage/255, rounded. Full coverage sets the target, whether it
 * is more or less than before; none leaves the value alone.
 */
export function strokeValue(before: number, target: number, coverage: number): number {
  return Math.floor((before * (255 - coverage) + target * coverage + 127) / 255);
}

/** A tile of the map (null = all 0) as the stroke makes it; the tile handed in is left alone. */
export function strokedTile(before: Uint8Array | null, coverage: Uint8Array, target: number): Uint8Array {
  const after = before ? before.slice() : new Uint8Array(tileSizeBytes);
  for (let i = 0; i < tileSizeBytes; i += 1) {
    const covered = coverage[i] as number;
    if (covered !== 0) after[i] = strokeValue(after[i] as number, target, covered);
  }
  return after;
}

/** What a finished stroke changes in the map. */
export function strokeDeltas(map: ChangeMap, stroke: Stroke): readonly TileDelta[] {
  const deltas: TileDelta[] = [];
  for (const [index, coverage] of stroke.buffer.tiles) {
    const before = map.tiles.get(index) ?? null;
    const delta = tileDelta(index, before, strokedTile(before, coverage, stroke.target));
    if (delta) deltas.push(delta);
  }
  return deltas;
}

/** The values of a rectangle, row-major, as the map would be with the stroke (or none) over it. */
export function strokedRect(map: ChangeMap, stroke: Stroke | null, rect: Rect): Uint8Array {
  const values = map.readRect(rect);
  if (!stroke) return values;
  forEachTile(map, rect, (tx, ty, part) => {
    const coverage = stroke.buffer.tile(tx, ty);
    if (!coverage) return;
    for (let y = part.y; y < part.y + part.height; y += 1) {
      let from = (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx;
      let to = (y - rect.y) * rect.width + part.x - rect.x;
      for (const end = from + part.width; from < end; from += 1, to += 1) {
        const covered = coverage[from] as number;
        if (covered !== 0) values[to] = strokeValue(values[to] as number, stroke.target, covered);
      }
    }
  });
  return values;
}
