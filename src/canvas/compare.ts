import type { Patch } from '../document/flatten';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import { setDivider } from './viewStore';

/**
 * Lays a result over the scene, whole: the divider waits at its left edge, and shows the scene to its left when it is dragged in. Null
 * takes the result off. Showing another result leaves the divider where it is.
 */
export function compareWith(result: Patch | null): void {
  const { compared } = sceneExtras.getState();
  if (compared === result) return;
  if (!compared && result) setDivider(0);
  sceneExtras.setState(result ? { compared: result } : { compared: null, before: false });
}

/** Shows the scene without its result while that is held. */
export function holdBefore(held: boolean): void {
  const { compared, before } = sceneExtras.getState();
  const next = held && compared !== null;
  if (next !== before) sceneExtras.setState({ before: next });
}
