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

/** Brings a rectangle of a tile (tile pixels) to the target by the stroke's coverage. */
function strokeTile(tile: Uint8Array, coverage: Uint8Array, target: number, part: Rect): void {
  for (let y = part.y; y < part.y + part.height; y += 1) {
    for (let i = y * tileSidePx + part.x, end = i + part.width; i < end; i += 1) {
      const covered = coverage[i] as number;
      if (covered !== 0) tile[i] = strokeValue(tile[i] as number, target, covered);
    }
  }
}

/** What a finished stroke changes in the map. */
export function strokeDeltas(map: ChangeMap, { buffer, target }: Stroke): readonly TileDelta[] {
  const deltas: TileDelta[] = [];
  if (!buffer.bounds) return deltas;
  forEachTile(map, buffer.bounds, (tx, ty, { x, y, width, height }) => {
    const coverage = buffer.tile(tx, ty);
    if (!coverage) return;
    const before = map.tile(tx, ty);
    const after = before ? before.slice() : new Uint8Array(tileSizeBytes);
    const part = { x: x - tx * tileSidePx, y: y - ty * tileSidePx, width, height };
    strokeTile(after, coverage, target, part);
    const delta = tileDelta(ty * map.columns + tx, before, after, part);
    if (delta) deltas.push(delta);
  });
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
