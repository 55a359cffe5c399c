import { ChangeMap } from './changeMap/ChangeMap';
import { commitChange, commitSettings } from './commit';
import { emptyDocument, initialSettings, type DocumentState, type Settings } from './documentState';
import { documentStore } from './documentStore';
import { asOneEntry, noHistory, restoreHistory, type History } from './history';
import { smallBytes } from './history/change';
import { firstMapId, newMapLayer } from './mapLayer';
import { maximumGrids } from './results/grid';
import { resultBudgetStore, withinBudget } from './results/resultBudget';
import type { DocumentContent } from './storage/codecs/documentCodec';
import { put } from './write';
import { tr } from '../../workers/texts/texts';

/** All of the document that survives a reload. It shares the document's bytes, which are never written to. */
export const snapshot = (): DocumentContent => contentOf(documentStore.getState());

/** Of a state of the document what survives a reload. */
export function contentOf(state: DocumentState): DocumentContent {
  const { documentId, picture, pose, maps, exemplars, guides, layers, results, grids, settings, area, runMark } = state;
  return { documentId, picture, pose, maps, exemplars, guides, layers, results, grids, settings, area, runMark };
}

/** Puts a saved document in the place of this one, with the history that was saved with it. */
export function restore(saved: DocumentContent, history: History = noHistory): void {
  putContent(saved);
  restoreHistory(history);
}

function putContent(saved: DocumentContent): void {
  const { picture } = saved;
  const { target } = emptyDocument;
  if (!picture) {
    const { documentId, pose, maps, exemplars, guides, layers, area } = emptyDocument;
    put({ ...saved, documentId, pose, maps, exemplars, guides, layers, area, target });
    return;
  }
  const maps = saved.maps.length > 0 ? saved.maps : [{ ...newMapLayer(firstMapId, 'Map'), map: new ChangeMap(picture) }];
  put({ ...saved, target, maps });
}

/** Puts a document over the one on the table, as one entry of the history: Undo brings that back. Results of both stay. */
export function openContent(content: DocumentContent, label = tr`Open project`, settings: Partial<Settings> = content.settings): void {
  const { results, grids, picture: below } = documentStore.getState();
  const added = content.results.filter(({ id }) => !results.some((result) => result.id === id));
  const { documentId, picture, pose, maps, exemplars, guides, layers, area } = content;
  asOneEntry(label, () => {
    if (Object.keys(settings).length > 0) commitSettings('Settings', settings);
    if (!picture) return;
    commitChange(label, { documentId, picture, pose, maps, exemplars, guides, layers, area }, (below?.rgba.byteLength ?? 0) + smallBytes);
  });
  if (added.length === 0) return;
  const addedGrids = content.grids.filter(({ id }) => !grids.some((grid) => grid.id === id));
  put({
    results: withinBudget([...added, ...results], resultBudgetStore.getState().budgetBytes),
    grids: [...addedGrids, ...grids].slice(0, maximumGrids),
  });
}

/**
 * Takes in what was kept from last time, found only now: it is put on the table, and what was done before it came lies over it as
 * one entry, so that Undo leads to what was kept and nothing of either is lost.
 */
export function takeIn(kept: DocumentContent, history: History = noHistory): void {
  if (documentStore.getState().revision === 0) return restore(kept, history);
  const typed = snapshot();
  restore(kept, history);
  const changed = (Object.keys(typed.settings) as (keyof Settings)[]).filter((key) => typed.settings[key] !== initialSettings[key]);
  const settings = Object.fromEntries(changed.map((key) => [key, typed.settings[key]]));
  openContent(typed, typed.picture ? tr`Open picture` : tr`Settings`, settings);
}
