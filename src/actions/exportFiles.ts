import { createStore } from 'zustand/vanilla';
import { editsWritten } from '../changemap/largeEdit';
import { documentStore } from '../document/documentStore';
import type { DocumentState } from '../document/documentState';
import { flattenRect, pastePatch, type Patch } from '../document/flatten';
import { shownResult } from '../generation/staging';
import { Fault } from '../../workers/protocol/faults';
import type { ExportedRun, PictureForm } from '../../workers/protocol/pictures';
import type { Recipe } from '../../workers/protocol/recipe';
import { encodeChangeMap } from '../exchange/changeMap/encodeChangeMap';
import { download } from '../exchange/export/download';
import { encodeLayers, encodePicture, type ExportedPicture } from '../exchange/export/encodePicture';
import { exportOptionsStore, type ExportFormat, type ExportOptions } from '../exchange/export/exportOptions';
import { computeSceneMap } from '../generation/recipe/runMaps';
import { exportName } from '../exchange/export/exportName';
import { packageStore } from '../models/packageStore';
import { notify } from '../ui/notices';
import { tr } from '../../workers/texts/texts';

/** How many pictures were saved as files since the page opened. */
export const exportedStore = createStore(() => ({ count: 0 }));

/** Saves the picture as it is shown, the shown result in it, as a PNG of exactly these bytes. */
export const exportPicture = (): Promise<void> => exportAs({ ...exportOptionsStore.getState(), format: 'png' }, true);

/** Saves the picture with its accepted layers, whatever result is shown over it. */
export const exportWithoutResult = (): Promise<void> => exportAs({ ...exportOptionsStore.getState(), format: 'png' }, false);

/** The class that ran where a recipe names none, as far as its model is the one in use. */
function schedulerOf(recipe: Recipe | null): string | null {
  const { summary } = packageStore.getState();
  return summary && summary.id === recipe?.package.id ? summary.scheduler : null;
}

/** A large picture is flattened row by row while it is handed over, from the document as it stands now. */
function shownPicture({ picture, layers }: DocumentState, shown: Patch | null): ExportedPicture | null {
  if (!picture) return null;
  const { width, height, icc, notes } = picture;
  const rows = (y: number, count: number): Uint8Array<ArrayBuffer> => {
    const area = { x: 0, y, width, height: count };
    const rgba = flattenRect(picture, layers, area);
    if (shown) pastePatch(rgba, area, shown);
    return rgba;
  };
  return { width, height, rows, icc, notes };
}

/** What is told of how the picture was made: by the shown result, or the topmost visible edit. */
function aboutOf({ layers }: DocumentState, shown: Recipe | undefined): ExportedRun {
  const recipe = shown ?? layers.findLast((layer) => layer.visible)?.recipe ?? null;
  return { recipe, scheduler: schedulerOf(recipe) };
}

const types: Readonly<Record<ExportFormat, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  psd: 'image/vnd.adobe.photoshop',
  ora: 'image/openraster',
};

const endings: Partial<Record<ExportFormat, string>> = { jpeg: 'jpg' };

/**
 * Saves the picture as a file.
 * @param withResult whether the result that is shown goes along
 * @throws Fault 'bad-picture' where the browser does not write that format
 */
export async function exportAs(options: ExportOptions, withResult: boolean): Promise<void> {
  await editsWritten();
  const state = documentStore.getState();
  const shown = withResult ? (shownResult()?.result ?? null) : null;
  const exported = shownPicture(state, shown);
  if (!state.picture || !exported) return;
  const about = options.metadata ? aboutOf(state, shown?.recipe) : null;
  const { format, quality, sidePx } = options;
  const bytes =
    format === 'psd' || format === 'ora'
      ? await encodeLayers(exported, await (await import('./layersToExport')).layersToExport(state, shown), about, format)
      : await encodePicture(exported, about, format === 'png' ? { format } : ({ format, quality, sidePx } satisfies PictureForm));
  download(new Blob([bytes], { type: types[format] }), exportName(state.picture.name, 'edited', endings[format] ?? format));
  exportedStore.setState(({ count }) => ({ count: count + 1 }));
}

/** Puts the picture as it is shown on the clipboard, as a PNG. @throws Fault where the browser does not let it */
export async function copyPicture(): Promise<void> {
  const state = documentStore.getState();
  const shown = shownResult()?.result ?? null;
  const exported = shownPicture(state, shown);
  if (!exported) return;
  const { metadata } = exportOptionsStore.getState();
  const png = encodePicture(exported, metadata ? aboutOf(state, shown?.recipe) : null).then(
    (bytes) => new Blob([bytes], { type: types.png }),
  );
  try {
    // Asked for at once, in answer to the press: some browsers forget it while the picture is encoded.
    await navigator.clipboard.write([new ClipboardItem({ [types.png]: png })]);
  } catch (cause) {
    await png;
    throw new Fault('file-permission', tr`This browser does not let the picture onto the clipboard.`, tr`Export it as a file instead.`, {
      cause,
    });
  }
  notify(tr`The picture is on the clipboard.`);
}

/** Saves the change map as a grey PNG, white = may change. @param depth bits a pixel */
export async function exportChangeMap(depth: 8 | 16 = 8): Promise<void> {
  await editsWritten();
  const state = documentStore.getState();
  const { picture } = state;
  const changeMap = await computeSceneMap(state);
  if (!picture || !changeMap) return;
  const bytes = await encodeChangeMap(changeMap.toUint8Array(), picture, 'may-change', depth);
  download(new Blob([bytes], { type: 'image/png' }), exportName(picture.name, tr`change map`));
}
