import { composedEdit } from '../../changemap/composedEdit';
import type { MapEdit } from '../../changemap/mapEdit';
import { plainMap } from '../../changemap/mapStack';
import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { DocumentState } from '../../document/documentState';
import type { MapTarget } from '../../document/mapTarget';
import type { Rect } from '../../../workers/protocol/geometry';

/** What the values of a rectangle become with an edit under way. */
export type ComposeEdit = (edit: MapEdit, rect: Rect) => Uint8Array;

/** The map that is on screen. */
export interface ShownMap {
  readonly map: ChangeMap | null;
  /** Whose map it is: each has a colour of its own. */
  readonly of: MapTarget['of'];
  /** How an edit under way meets it, where that is more than writing into the map itself; null: it is the painted map. */
  readonly compose: ComposeEdit | null;
}

/**
 * An exemplar's map, or what it is held by, while that is painted; else what the scene's visible maps give together.
 * @param combined that, as far as it is known, where it has to be computed
 */
export function shownMap(
  { maps, target, changeMap }: Pick<DocumentState, 'maps' | 'target' | 'changeMap'>,
  combined: ChangeMap | null,
): ShownMap {
  if (target.of !== 'scene') return { map: changeMap, of: target.of, compose: null };
  const plain = plainMap(maps);
  if (plain && plain === changeMap) return { map: plain, of: 'scene', compose: null };
  return { map: plain ?? combined ?? changeMap, of: 'scene', compose: (edit, rect) => composedEdit(maps, target.id, edit, rect) };
}
