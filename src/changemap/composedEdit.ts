import { combineMaps } from '../../workers/maps/combineMaps';
import { activeModifiers, applyInFloat, haloPx } from '../../workers/maps/modifiers/applyModifiers';
import type { Rect } from '../../workers/protocol/geometry';
import type { MapModifier } from '../../workers/protocol/mapModifiers';
import type { MapLayer } from '../document/mapLayer';
import { editedRect, type MapEdit } from './mapEdit';

/** Modifiers that look further than this, in pixels, wait for the end of the stroke: no frame may be late for them. */
const furthestLookPx = 24;

const looksAround = ({ kind }: MapModifier): boolean => kind === 'feather' || kind === 'grow' || kind === 'shrink';

/**
 * The values of a rectangle, row-major, as the visible maps together would be with an edit under way on one of them.
 * Exact where no modifier looks far; else those that do are left out until the edit is kept and the map worker answers.
 */
export function composedEdit(maps: readonly MapLayer[], paintedId: string, edit: MapEdit | null, rect: Rect): Uint8Array {
  const visible = maps.filter(({ visible: shown }) => shown);
  const layers = visible.map(({ id, map, modifiers, combination, opacity }) => {
    const active = activeModifiers(modifiers);
    const near = haloPx(active) <= furthestLookPx ? active : active.filter((modifier) => !looksAround(modifier));
    const read = (part: Rect) => editedRect(map, id === paintedId ? edit : null, part);
    return { values: applyInFloat(read, map, rect, near), how: combination, opacity };
  });
  return combineMaps(layers, rect.width * rect.height);
}
