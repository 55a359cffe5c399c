import type { MapCombination, ModifierStack } from '../../workers/protocol/mapModifiers';
import type { ChangeMap } from './changeMap/ChangeMap';

/** One of the scene's change maps, as it is painted. What the model gets is all visible ones together. */
export interface MapLayer {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  /** 0…1. */
  readonly opacity: number;
  readonly combination: MapCombination;
  /** What is done to it live, until it is applied. */
  readonly modifiers: ModifierStack;
  readonly map: ChangeMap;
}

/** The scene's first map. */
export const firstMapId = 'map';

/** How a map of that name begins, but for its values. */
export function newMapLayer(id: string, name: string): Omit<MapLayer, 'map'> {
  return { id, name, visible: true, opacity: 1, combination: 'maximum', modifiers: [] };
}
