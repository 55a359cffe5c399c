import type { ChangeMap } from './changeMap/ChangeMap';
import type { DocumentState } from './documentState';
import { firstMapId } from './mapLayer';

/** Which of the document's maps is painted: one of the scene's, an exemplar's own, or what an exemplar is held by. */
export interface MapTarget {
  readonly of: 'scene' | 'exemplar' | 'hold';
  /** Of the map or the exemplar. */
  readonly id: string;
}

export const firstTarget: MapTarget = { of: 'scene', id: firstMapId };

/** The part of the document that holds maps. */
type Maps = Pick<DocumentState, 'maps' | 'exemplars'>;

/** The map that a target names; null where there is none. */
export function mapAt({ maps, exemplars }: Maps, { of, id }: MapTarget): ChangeMap | null {
  if (of === 'scene') return maps.find((layer) => layer.id === id)?.map ?? null;
  const exemplar = exemplars.find((candidate) => candidate.id === id);
  return (of === 'exemplar' ? exemplar?.map : exemplar?.hold) ?? null;
}

/** Whether somebody painted the map that a target names; an exemplar's own map no longer follows its silhouette then. */
export function isPainted({ exemplars }: Maps, { of, id }: MapTarget): boolean {
  return of !== 'exemplar' || exemplars.some((exemplar) => exemplar.id === id && exemplar.mapPainted);
}

/** The document's maps with another one in that place. */
export function withMapAt({ maps, exemplars }: Maps, { of, id }: MapTarget, map: ChangeMap, mapPainted: boolean): Partial<Maps> {
  if (of === 'scene') return { maps: maps.map((layer) => (layer.id === id ? { ...layer, map } : layer)) };
  return {
    exemplars: exemplars.map((exemplar) =>
      exemplar.id !== id ? exemplar : of === 'hold' ? { ...exemplar, hold: map } : { ...exemplar, map, mapPainted },
    ),
  };
}

/** The target where it still exists, else the topmost map of the scene. */
export function validTarget(state: Maps, target: MapTarget): MapTarget {
  if (mapAt(state, target)) return target;
  const top = state.maps.at(-1);
  return top ? { of: 'scene', id: top.id } : firstTarget;
}
