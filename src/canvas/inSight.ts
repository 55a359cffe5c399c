import type { Rect } from '../../workers/protocol/geometry';
import { toPicture } from './viewGeometry';
import { viewStore } from './viewStore';

/** What the viewport shows, in picture pixels; may reach beyond the picture. */
export function inSight(): Rect {
  const { zoom, pan, viewport } = viewStore.getState();
  const from = toPicture({ x: 0, y: 0 }, { zoom, pan }, viewport);
  const to = toPicture({ x: viewport.width, y: viewport.height }, { zoom, pan }, viewport);
  return { x: Math.floor(from.x), y: Math.floor(from.y), width: Math.ceil(to.x - from.x), height: Math.ceil(to.y - from.y) };
}
