import type { ModifierStack } from '../../workers/protocol/mapModifiers';
import { ChangeMap } from './changeMap/ChangeMap';
import { commitChange } from './commit';
import { smallBytes } from './history/change';
import { documentStore } from './documentStore';
import type { Capture } from './history/HistoryStack';
import { reordered } from './reordered';
import { newMapLayer, type MapLayer } from './mapLayer';
import type { MapTarget } from './mapTarget';
import { tr } from '../../workers/texts/texts';

/** Adds a map above the others and paints on it from now on. Returns its id. */
export function addMap(name: string, map?: ChangeMap, modifiers: ModifierStack = []): string {
  const { picture, maps } = documentStore.getState();
  const id = crypto.randomUUID();
  if (!picture) return id;
  const added: MapLayer = { ...newMapLayer(id, name), modifiers, map: map ?? new ChangeMap(picture) };
  commitChange(tr`Add map`, { maps: [...maps, added], target: { of: 'scene', id } }, added.map.sizeBytes + smallBytes);
  return id;
}

/** Changes a map's name, eye, opacity, combination, modifiers or values; an unknown id does nothing. */
export function changeMapLayer(id: string, change: Partial<Omit<MapLayer, 'id'>>, label: string, capture?: Capture): void {
  const { maps } = documentStore.getState();
  const before = maps.find((layer) => layer.id === id);
  if (!before) return;
  const after: MapLayer = { ...before, ...change };
  commitChange(
    label,
    { maps: maps.map((layer) => (layer === before ? after : layer)) },
    smallBytes + (change.map ? before.map.sizeBytes + after.map.sizeBytes : 0),
    capture,
  );
}

/** Removes a map; the last one stays. */
export function removeMap(id: string): void {
  const { maps } = documentStore.getState();
  const removed = maps.find((layer) => layer.id === id);
  if (removed && maps.length > 1)
    commitChange(tr`Remove map`, { maps: maps.filter((layer) => layer !== removed) }, removed.map.sizeBytes + smallBytes);
}

/** Moves a map up (1) or down (−1) among the others; at the end of the pile nothing happens. */
export function reorderMap(id: string, by: 1 | -1): void {
  const maps = reordered(documentStore.getState().maps, id, by);
  if (maps) commitChange(by > 0 ? tr`Bring map forward` : tr`Send map backward`, { maps }, smallBytes);
}

/** Puts other maps in the place of the scene's, as one entry: after merging some, or copying one. At least one stays. */
export function setMaps(maps: readonly MapLayer[], label: string, target: MapTarget = documentStore.getState().target): void {
  const { maps: before } = documentStore.getState();
  if (maps.length === 0) return;
  const alone = [...before, ...maps].filter((layer) => !before.includes(layer) || !maps.includes(layer));
  commitChange(
    label,
    { maps, target },
    alone.reduce((sum, { map }) => sum + map.sizeBytes, smallBytes),
  );
}
