import type { Patch } from '../document/flatten';
import { sceneExtras } from './sceneExtras';
import { setDivider } from './viewStore';

/**
 * Lays a staged result over the scene behind a before/after divider: the scene to its left, the result to its right.
 * Null takes it off. Showing another result brings the divider back to the middle only where none was shown before.
 */
export function compareWith(result: Patch | null): void {
  const { compared } = sceneExtras.getState();
  if (compared === result) return;
  if (!compared && result) setDivider(0.5);
  sceneExtras.setState({ compared: result });
}
