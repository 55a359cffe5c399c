import { methods } from '../../../workers/protocol/methods';
import type { Rect } from '../../../workers/protocol/geometry';
import { combineAll } from '../../changemap/combinedMap';
import { knownCombination, mayBePainted } from '../../changemap/mapStack';
import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import { uniteRects } from '../../../workers/maps/rects';
import type { DocumentState } from '../../document/documentState';

type SceneMaps = Pick<DocumentState, 'picture' | 'maps'>;
type Exemplars = Pick<DocumentState, 'settings' | 'exemplars'>;

/**
 * All visible maps of the scene as one, after their modifiers, where that is known at once. Null without a picture, or where it
 * must be computed.
 */
export const sceneMap = ({ picture, maps }: SceneMaps): ChangeMap | null => (picture ? knownCombination(maps) : null);

/** The same, computed in the map worker where it is not known: what the model gets. Null without a picture. @throws Fault */
export const computeSceneMap = async ({ picture, maps }: SceneMaps): Promise<ChangeMap | null> => (picture ? combineAll(maps) : null);

/** The exemplars that a run takes up: the visible ones, where the method does. */
export const runExemplars = ({ settings, exemplars }: Exemplars) =>
  methods[settings.method].takesExemplars ? exemplars.filter(({ visible }) => visible) : [];

/** The smallest rectangle around everything that a run may change; null where nothing may. `map`: the scene's, combined. */
export function changeBox(map: ChangeMap, state: Exemplars): Rect | null {
  let box = map.bounds();
  for (const exemplar of runExemplars(state)) {
    const own = exemplar.map.bounds();
    if (own) box = uniteRects(box, own);
  }
  return box;
}

/** Whether a run may change anything, told without computing the maps. */
export const mayChange = (state: SceneMaps & Exemplars): boolean =>
  mayBePainted(state.maps) || runExemplars(state).some(({ map }) => !map.isEmpty());
