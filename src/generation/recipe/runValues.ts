import type { Rect } from '../../../workers/protocol/geometry';
import type { DocumentState } from '../../document/documentState';
import { runExemplars, sceneMap } from './runMaps';

/**
 * The strength that a run takes over a rectangle of the picture, row-major, 0…255: the most that any of the scene's maps together and the
 * exemplars that take part allow. @param shown the values of the map that is painted, an edit under way included; null where there is none
 */
export function runValues(state: DocumentState, rect: Rect, shown: Uint8Array | null): Uint8Array | null {
  if (!shown) return null;
  const { target } = state;
  const exemplars = runExemplars(state);
  if (target.of === 'scene' && exemplars.length === 0) return shown;
  const scene = target.of === 'scene' ? shown : sceneMap(state)?.readRect(rect);
  const maps = exemplars.map(({ id, map }) => (target.of === 'exemplar' && target.id === id ? shown : map.readRect(rect)));
  const out = scene ? Uint8Array.from(scene) : new Uint8Array(shown.length);
  for (const map of maps) for (let i = 0; i < out.length; i += 1) if ((map[i] as number) > (out[i] as number)) out[i] = map[i] as number;
  return out;
}
