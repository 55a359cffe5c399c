import { activeModifiers } from '../../workers/maps/modifiers/applyModifiers';
import { blockSidePx, blocksOf, composeRegion } from '../../workers/maps/tiles/composeRegion';
import { writeTiles } from '../../workers/maps/tiles/tiledMap';
import type { Rect } from '../../workers/protocol/geometry';
import type { MapLayer as ComposedLayer } from '../../workers/protocol/mapWorker';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { unite } from '../document/changeMap/tileGrid';
import type { DocumentState } from '../document/documentState';
import type { MapLayer } from '../document/mapLayer';

/** The scene's visible maps as they meet each other, from the lowest to the highest. */
export function visibleStack(maps: readonly MapLayer[]): readonly ComposedLayer[] {
  return maps.filter(({ visible }) => visible).map(({ map, modifiers, combination, opacity }) => ({ map, modifiers: activeModifiers(modifiers), how: combination, opacity }));
}

/** The map where nothing has to be computed: a single visible one, as it is painted; null otherwise. */
export function plainMap(maps: readonly MapLayer[]): ChangeMap | null {
  const visible = maps.filter((layer) => layer.visible);
  const [only] = visible;
  const plain = only && visible.length === 1 && only.opacity === 1 && only.combination === 'maximum' && activeModifiers(only.modifiers).length === 0;
  return plain ? only.map : null;
}

/** Combined maps by the list they come from: a document is an immutable value. */
const combined = new WeakMap<readonly MapLayer[], ChangeMap>();

/** All visible maps of the scene as one, after their modifiers: what the model gets. Null without a picture. */
export function sceneMap({ picture, maps }: Pick<DocumentState, 'picture' | 'maps'>): ChangeMap | null {
  if (!picture) return null;
  const plain = plainMap(maps);
  if (plain) return plain;
  const known = combined.get(maps);
  if (known) return known;
  const layers = visibleStack(maps);
  const tiles = new Map<number, Uint8Array>();
  for (const block of blocksOf({ x: 0, y: 0, width: picture.width, height: picture.height }, blockSidePx(layers))) writeTiles(tiles, picture, block, composeRegion(layers, picture, block));
  const map = new ChangeMap(picture, tiles);
  combined.set(maps, map);
  return map;
}

/** The exemplars that a run takes up: the visible ones, where the method does. */
export const runExemplars = ({ settings, exemplars }: Pick<DocumentState, 'settings' | 'exemplars'>) => (settings.method === 'exemplar-blend' ? exemplars.filter(({ visible }) => visible) : []);

/** The smallest rectangle around everything that a run may change; null where nothing may. */
export function changeBox(state: DocumentState): Rect | null {
  let box = sceneMap(state)?.bounds() ?? null;
  for (const { map } of runExemplars(state)) {
    const own = map.bounds();
    if (own) box = unite(box, own);
  }
  return box;
}
