import { editsWritten } from '../changemap/largeEdit';
import { documentStore } from '../document/documentStore';
import { flattenDocument } from '../document/flatten';
import { encodeChangeMap } from '../exchange/changeMap/encodeChangeMap';
import { download } from '../exchange/export/download';
import { encodePicture } from '../exchange/export/encodePicture';
import { computeSceneMap } from '../generation/runMaps';
import { exportName } from '../exchange/export/exportName';

/** Saves the visible layers as a PNG of exactly these bytes, with the recipe of the topmost visible edit as text. */
export async function exportPicture(): Promise<void> {
  const { picture, layers } = documentStore.getState();
  if (!picture) return;
  const { width, height, icc, name } = picture;
  const recipe = layers.findLast((layer) => layer.visible)?.recipe ?? null;
  const bytes = await encodePicture({ width, height, rgba: flattenDocument(), icc }, recipe);
  download(new Blob([bytes], { type: 'image/png' }), exportName(name, 'edited'));
}

/** Saves the change map as an 8-bit grey PNG, white = may change. */
export async function exportChangeMap(): Promise<void> {
  await editsWritten();
  const state = documentStore.getState();
  const { picture } = state;
  const changeMap = await computeSceneMap(state);
  if (!picture || !changeMap) return;
  const bytes = await encodeChangeMap(changeMap.toUint8Array(), picture, 'may-change');
  download(new Blob([bytes], { type: 'image/png' }), exportName(picture.name, 'change map'));
}
