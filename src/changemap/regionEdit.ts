import type { Coverage } from '../../workers/maps/polygonCoverage';
import { intersectRects } from '../../workers/maps/rects';
import type { MapEdit } from './mapEdit';
import { blendOf, type PaintMode } from './paintMode';

/** Writes one value, 0…255, into a region: fills, shapes, lassos. */
export function regionEdit({ rect: region, coverage }: Coverage, target: number, mode: PaintMode): MapEdit {
  const blend = blendOf(mode);
  return {
    bounds: region,
    apply: (values, rect) => {
      const part = intersectRects(region, rect);
      if (!part) return;
      for (let y = part.y; y < part.y + part.height; y += 1) {
        let from = (y - region.y) * region.width + part.x - region.x;
        let to = (y - rect.y) * rect.width + part.x - rect.x;
        for (const end = from + part.width; from < end; from += 1, to += 1) {
          const covered = coverage[from] as number;
          if (covered !== 0) values[to] = blend(values[to] as number, target, covered);
        }
      }
    },
  };
}
