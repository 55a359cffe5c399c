import { combineMaps } from '../../workers/maps/combineMaps';
import { activeModifiers, applyInFloat, applyModifiers, haloPx } from '../../workers/maps/modifiers/applyModifiers';
import type { Rect } from '../../workers/protocol/geometry';
import type { MapModifier, ModifierStack } from '../../workers/protocol/mapModifiers';
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
  const near = (stack: ModifierStack): readonly MapModifier[] => {
    const active = activeModifiers(stack);
    return haloPx(active) <= furthestLookPx ? active : active.filter((modifier) => !looksAround(modifier));
  };
  const reader =
    ({ id, map }: MapLayer) =>
    (part: Rect) =>
      editedRect(map, id === paintedId ? edit : null, part);
  const [only] = visible;
  // The usual case, for which one table of 256 values may do.
  if (only && visible.length === 1 && only.combination === 'maximum' && only.opacity === 1)
    return applyModifiers(reader(only), only.map, rect, near(only.modifiers));
  const layers = visible.map((layer) => ({
    values: applyInFloat(reader(layer), layer.map, rect, near(layer.modifiers)),
    how: layer.combination,
    opacity: layer.opacity,
  }));
  return combineMaps(layers, rect.width * rect.height);
}
