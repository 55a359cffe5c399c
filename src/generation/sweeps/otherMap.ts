import { ChangeMap } from '../../document/changeMap/ChangeMap';
import type { DocumentState } from '../../document/documentState';
import { firstMapId, newMapLayer } from '../../document/mapLayer';
import { computeSceneMap } from '../recipe/runMaps';

/** Another map than the painted one: what may change and what stays exchanged, or all of it white. */
export type OtherMap = 'inverse' | 'everything';

/** The document with another map in the place of all of the scene's. @throws Fault */
export async function withOtherMap(document: DocumentState, other: OtherMap): Promise<DocumentState> {
  const painted = await computeSceneMap(document);
  if (!painted) return document;
  const values = painted.toUint8Array().map((value) => (other === 'inverse' ? 255 - value : 255));
  return { ...document, maps: [{ ...newMapLayer(firstMapId, 'Map'), map: ChangeMap.fromUint8Array(values, painted) }] };
}
