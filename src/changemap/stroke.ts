import type { Rect } from '../../workers/protocol/geometry';
import { forEachTile, tileSidePx } from '../../workers/maps/tiles/tileGrid';
import type { MapEdit } from './mapEdit';
import { blendOf, type PaintMode } from './paintMode';
import type { StrokeBuffer } from './StrokeBuffer';

/** A stroke over the map: what it covers, and the value, 0…255, that it writes there in the manner of `mode`. */
export class Stroke implements MapEdit {
  constructor(
    readonly buffer: StrokeBuffer,
    readonly target: number,
    readonly mode: PaintMode = 'set',
  ) {}

  get bounds(): Rect | null {
    return this.buffer.bounds;
  }

  apply(values: Uint8Array, rect: Rect): void {
    const blend = blendOf(this.mode);
    forEachTile(this.buffer, rect, (tx, ty, part) => {
      const coverage = this.buffer.tile(tx, ty);
      if (!coverage) return;
      for (let y = part.y; y < part.y + part.height; y += 1) {
        let from = (y - ty * tileSidePx) * tileSidePx + part.x - tx * tileSidePx;
        let to = (y - rect.y) * rect.width + part.x - rect.x;
        for (const end = from + part.width; from < end; from += 1, to += 1) {
          const covered = coverage[from] as number;
          if (covered !== 0) values[to] = blend(values[to] as number, this.target, covered);
        }
      }
    });
  }
}
