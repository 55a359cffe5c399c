import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import { mapFromPart } from '../../document/changeMap/mapFromPart';
import { intersectRects } from '../../../workers/maps/rects';
import type { DocumentState } from '../../document/documentState';
import { findsMap } from '../methods/findsMap';

/**
 * The change map as a run takes it. The automatic map finds by itself where to edit, and what is painted only bounds it: an
 * unpainted map bounds nothing, so that all of the frozen area, or of the picture, may change.
 */
export function mapOfRun(map: ChangeMap, { settings, area }: Pick<DocumentState, 'settings' | 'area'>): ChangeMap {
  if (!findsMap(settings) || !map.isEmpty()) return map;
  const whole = { x: 0, y: 0, width: map.width, height: map.height };
  const free = (area && intersectRects(area, whole)) ?? whole;
  return mapFromPart(map, free, new Uint8Array(free.width * free.height).fill(255));
}
