import { latentCell } from '../../workers/maps/latentCell';
import type { Rect, Size } from '../../workers/protocol/geometry';
import { intersectRects } from '../../workers/maps/rects';
import { documentStore } from '../document/documentStore';
import { runAreaStore } from '../generation/recipe/runArea';
import type { Point } from './viewStore';

/**
 * What the model will be given at a position of the picture: 1 − the change of the latent cell there. Null outside the area that
 * a run would have now. @param read the values of a rectangle of the map that is shown
 */
export function preserveAt({ x, y }: Point, read: (rect: Rect) => Uint8Array | null): number | null {
  const { area, latentSize } = runAreaStore.getState();
  const { picture, settings } = documentStore.getState();
  if (!area || !latentSize || !picture || x < area.x || y < area.y || x >= area.x + area.width || y >= area.y + area.height) return null;
  const cell = {
    x: Math.floor(((x - area.x) * latentSize.width) / area.width),
    y: Math.floor(((y - area.y) * latentSize.height) / area.height),
  };
  const within = (rect: Rect): Uint8Array => readInside({ ...rect, x: rect.x + area.x, y: rect.y + area.y }, picture, read);
  return latentCell(within, area, latentSize, settings.mapReduction, cell);
}

/** What lies beyond a picture smaller than the area does not change. */
function readInside(rect: Rect, picture: Size, read: (rect: Rect) => Uint8Array | null): Uint8Array {
  const inside = intersectRects(rect, { x: 0, y: 0, width: picture.width, height: picture.height });
  const values = inside && read(inside);
  const out = new Uint8Array(rect.width * rect.height);
  if (!inside || !values) return out;
  for (let row = 0; row < inside.height; row += 1)
    out.set(values.subarray(row * inside.width, (row + 1) * inside.width), (inside.y - rect.y + row) * rect.width + inside.x - rect.x);
  return out;
}
