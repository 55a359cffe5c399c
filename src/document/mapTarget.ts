import type { ChangeMap } from './changeMap/ChangeMap';
import type { DocumentState } from './documentState';
import { firstMapId } from './mapLayer';

/** Which of the document's maps is painted: one of the scene's, an exemplar's own, what an exemplar is held by, or a drawn guide. */
export interface MapTarget {
  readonly of: 'scene' | 'exemplar' | 'hold' | 'guide';
  /** Of the map, the exemplar or the guide. */
  readonly id: string;
}

export const firstTarget: MapTarget = { of: 'scene', id: firstMapId };

/** The part of the document that holds maps. */
type Maps = Pick<DocumentState, 'maps' | 'exemplars' | 'guides'>;

/** The map that a target names; null where there is none. */
export function mapAt({ maps, exemplars, guides }: Maps, { of, id }: MapTarget): ChangeMap | null {
  if (of === 'scene') return maps.find((layer) => layer.id === id)?.map ?? null;
  if (of === 'guide') {
    const content = guides.find((guide) => guide.id === id)?.content;
    return content?.of === 'drawing' ? content.map : null;
  }
  const exemplar = exemplars.find((candidate) => candidate.id === id);
  return (of === 'exemplar' ? exemplar?.map : exemplar?.hold) ?? null;
}

/** Whether somebody painted the map that a target names; an exemplar's own map no longer follows its silhouette then. */
export function isPainted({ exemplars }: Maps, { of, id }: MapTarget): boolean {
  return of !== 'exemplar' || exemplars.some((exemplar) => exemplar.id === id && exemplar.mapPainted);
}

/** The document's maps with another one in that place. */
export function withMapAt({ maps, exemplars, guides }: Maps, { of, id }: MapTarget, map: ChangeMap, mapPainted: boolean): Partial<Maps> {
  if (of === 'scene') return { maps: maps.map((layer) => (layer.id === id ? { ...layer, map } : layer)) };
  if (of === 'guide')
    return {
      guides: guides.map((guide) =>
        guide.id === id && guide.content.of === 'drawing' ? { ...guide, content: { ...guide.content, map } } : guide,
      ),
    };
  return {
    exemplars: exemplars.map((exemplar) =>
      exemplar.id !== id ? exemplar : of === 'hold' ? { ...exemplar, hold: map } : { ...exemplar, map, mapPainted },
    ),
  };
}

/** The scene's topmost map. */
export function sceneTarget({ maps }: Pick<Maps, 'maps'>): MapTarget {
  const top = maps.at(-1);
  return top ? { of: 'scene', id: top.id } : firstTarget;
}

/** The target where it still exists, else the topmost map of the scene. */
export const validTarget = (state: Maps, target: MapTarget): MapTarget => (mapAt(state, target) ? target : sceneTarget(state));

/** The change map that whole-map commands are meant for: the one that is painted, unless that is a guide, which allows nothing. */
export const changeTarget = ({ target, maps }: Pick<DocumentState, 'target' | 'maps'>): MapTarget =>
  target.of === 'guide' ? sceneTarget({ maps }) : target;
