import type { Rect, Size } from '../../workers/protocol/geometry';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { mapFromPart } from '../document/changeMap/mapFromPart';
import { documentStore } from '../document/documentStore';
import { setMaps } from '../document/mapCommands';
import { newMapLayer } from '../document/mapLayer';
import { mapWorker } from './mapWorker';
import { tr } from '../../workers/texts/texts';

/**
 * Values of a part of the picture, at any size, as a map over the scene; black around the part.
 * @param area the part, in picture pixels. @throws Fault
 */
export async function mapOverScene(found: Size & { readonly values: Uint8Array }, area: Rect, scene: Size): Promise<ChangeMap> {
  const { width, height, values } = found;
  const part = await mapWorker().resize(values, { width, height }, { width: area.width, height: area.height });
  return mapFromPart(scene, area, new ChangeMap(part, part.tiles).toUint8Array());
}

/**
 * Takes a map that was found as the one that counts, as one entry of the history: above the others, which are kept, hidden, and painted on
 * from now on. Returns its id.
 */
export function takeFoundMap(name: string, map: ChangeMap): string {
  const { maps } = documentStore.getState();
  const id = crypto.randomUUID();
  const others = maps.map((layer) => (layer.visible && !layer.map.isEmpty() ? { ...layer, visible: false } : layer));
  setMaps([...others, { ...newMapLayer(id, name), map }], tr`Use found map`, { of: 'scene', id });
  return id;
}
