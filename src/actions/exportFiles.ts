import { editsWritten } from '../changemap/largeEdit';
import { documentStore } from '../document/documentStore';
import { flattenRect, pastePatch, type Patch } from '../document/flatten';
import { shownResult } from '../generation/staging';
import type { Recipe } from '../../workers/protocol/recipe';
import { encodeChangeMap } from '../exchange/changeMap/encodeChangeMap';
import { download } from '../exchange/export/download';
import { encodePicture } from '../exchange/export/encodePicture';
import { computeSceneMap } from '../generation/runMaps';
import { exportName } from '../exchange/export/exportName';
import { packageStore } from '../models/packageStore';

/** Saves the picture as it is shown, the shown result in it, as a PNG of exactly these bytes, with the recipe that made it as text. */
export async function exportPicture(): Promise<void> {
  const shown = shownResult();
  await writePng(shown?.result ?? null, shown?.result.recipe ?? topRecipe());
}

/** Saves the picture with its accepted layers, whatever result is shown over it. */
export const exportWithoutResult = (): Promise<void> => writePng(null, topRecipe());

/** Of the topmost visible edit. */
const topRecipe = () => documentStore.getState().layers.findLast((layer) => layer.visible)?.recipe ?? null;

/** The class that ran where a recipe names none, as far as its model is the one in use. */
function schedulerOf(recipe: Recipe | null): string | null {
  const { summary } = packageStore.getState();
  return summary && summary.id === recipe?.package.id ? summary.scheduler : null;
}

/** A large picture is flattened row by row while it is handed over, from the document as it stands now. */
async function writePng(shown: Patch | null, recipe: Recipe | null): Promise<void> {
  const { picture, layers } = documentStore.getState();
  if (!picture) return;
  const { width, height, icc, notes, name } = picture;
  const rows = (y: number, count: number): Uint8Array<ArrayBuffer> => {
    const area = { x: 0, y, width, height: count };
    const rgba = flattenRect(picture, layers, area);
    if (shown) pastePatch(rgba, area, shown);
    return rgba;
  };
  const bytes = await encodePicture({ width, height, rows, icc, notes }, { recipe, scheduler: schedulerOf(recipe) });
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
