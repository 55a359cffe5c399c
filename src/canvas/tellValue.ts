import type { Rect } from '../../workers/protocol/geometry';
import { documentStore } from '../document/documentStore';
import { runValues } from '../generation/recipe/runValues';
import { preserveAt } from './preserveAt';
import type { MapSurface } from './scene/MapSurface';
import { viewStore } from './viewStore';

/** Tells the value under the pointer, the stroke under way included, and what the next run would take and be given there. */
export function tellValue(map: MapSurface): void {
  const { cursor, valueUnderCursor, strengthUnderCursor, preserveUnderCursor } = viewStore.getState();
  const read = (rect: Rect) => runValues(documentStore.getState(), rect, map.values(rect));
  const pixel = cursor && { x: Math.floor(cursor.x), y: Math.floor(cursor.y), width: 1, height: 1 };
  const value = pixel ? map.read(pixel.x, pixel.y) : null;
  const strength = pixel ? (read(pixel)?.[0] ?? null) : null;
  // A cell may be large, and composing it at every move of a stroke would be felt.
  const preserve = cursor && !map.painting ? preserveAt(cursor, read) : null;
  if (value !== valueUnderCursor || strength !== strengthUnderCursor || preserve !== preserveUnderCursor)
    viewStore.setState({ valueUnderCursor: value, strengthUnderCursor: strength, preserveUnderCursor: preserve });
}
