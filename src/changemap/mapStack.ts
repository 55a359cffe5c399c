import { activeModifiers } from '../../workers/maps/modifiers/applyModifiers';
import { composeRegion } from '../../workers/maps/tiles/composeRegion';
import type { MapLayer as ComposedLayer } from '../../workers/protocol/mapWorker';
import type { ChangeMap } from '../document/changeMap/ChangeMap';
import type { MapLayer } from '../document/mapLayer';

/** A map of the document as the map mathematics takes it. */
export const composedLayer = ({ map, modifiers, combination, opacity }: MapLayer): ComposedLayer => ({
  map,
  modifiers: activeModifiers(modifiers),
  how: combination,
  opacity,
});

/** The scene's visible maps as they meet each other, from the lowest to the highest. */
export const visibleStack = (maps: readonly MapLayer[]): readonly ComposedLayer[] =>
  maps.filter(({ visible }) => visible).map(composedLayer);

/** The map where nothing has to be computed: a single visible one, as it is painted; null otherwise. */
export function plainMap(maps: readonly MapLayer[]): ChangeMap | null {
  const visible = maps.filter((layer) => layer.visible);
  const [only] = visible;
  const plain =
    only && visible.length === 1 && only.opacity === 1 && only.combination === 'maximum' && activeModifiers(only.modifiers).length === 0;
  return plain ? only.map : null;
}

/** Combined maps by the list they come from: a document is an immutable value. */
const combined = new WeakMap<readonly MapLayer[], ChangeMap>();

/** What the maps give together where it need not be computed: a plain map, or what was found before. Null otherwise. */
export const knownCombination = (maps: readonly MapLayer[]): ChangeMap | null => plainMap(maps) ?? combined.get(maps) ?? null;

/** Keeps what these maps give together for as long as they live. */
export function rememberCombination(maps: readonly MapLayer[], map: ChangeMap): void {
  combined.set(maps, map);
}

const pixel = { width: 1, height: 1 };
const blackPixel = { ...pixel, tiles: new Map<number, Uint8Array>() };

/**
 * Whether the maps may give anything but black, told without computing them: true where any visible map adds to the ones
 * below and is painted, or has modifiers that raise black itself. Only a stack that takes everything away again is misjudged.
 */
export function mayBePainted(maps: readonly MapLayer[]): boolean {
  const known = knownCombination(maps);
  if (known) return !known.isEmpty();
  return visibleStack(maps).some(({ map, modifiers, how, opacity }) => {
    if (how !== 'maximum' || opacity === 0) return false;
    if (map.tiles.size > 0) return true;
    const [raised = 0] = composeRegion([{ map: blackPixel, modifiers, how, opacity: 1 }], pixel, { x: 0, y: 0, ...pixel });
    return raised > 0;
  });
}
