import type { EditResult } from '../../workers/protocol/engine';
import { documentStore } from '../document/documentStore';
import type { DocumentState } from '../document/documentState';
import { placedResults, type PlacedResult } from '../document/results/placedResults';
import {
  acceptResult as acceptIntoDocument,
  addResult,
  discardResult as discardFromDocument,
  replaceResult,
} from '../document/results/resultCommands';
import { jobStore } from './jobStore';
import { liveStore, tellComputed } from './live/liveStore';

/** Which document a run was frozen from, and how its canvas lay. */
export type RunOrigin = Pick<DocumentState, 'documentId' | 'pose'>;

/**
 * Keeps a fresh result with its document and shows it, where that document is on the table; otherwise it waits there.
 * Returns its id, and whether it is shown.
 */
export function stageResult(result: EditResult, from: RunOrigin): Staged {
  return showIfHere(addResult(result, from));
}

/** The same with the result of a live run, which takes the place of the last one, unless that was accepted, starred or asked for. */
export function stageLive(result: EditResult, from: RunOrigin): Staged {
  const { resultId } = liveStore.getState();
  const { results, layers } = documentStore.getState();
  const before = results.find(({ id }) => id === resultId);
  const gives = before?.documentId === from.documentId && !before.starred && !layers.some((layer) => layer.resultId === resultId);
  const id = before && gives ? replaceResult(before.id, result, from) : addResult(result, from);
  liveStore.setState({ resultId: id });
  tellComputed(result.evaluations);
  return showIfHere(id);
}

interface Staged {
  readonly id: string;
  readonly isShown: boolean;
}

function showIfHere(id: string): Staged {
  const isHere = placedResults(documentStore.getState()).some((placed) => placed.id === id && !placed.gone);
  if (isHere) showResult(id);
  return { id, isShown: isHere };
}

/** Shows a result over the scene, or none. */
export function showResult(id: string | null): void {
  jobStore.setState({ shownId: id });
}

/** The result shown over the scene: of the document on the table, and where there is a place for it. Null where none is. */
export function shownResult(): PlacedResult | null {
  const { shownId } = jobStore.getState();
  if (shownId === null) return null;
  return placedResults(documentStore.getState()).find(({ id, gone }) => id === shownId && !gone) ?? null;
}

/** Calls back whenever another result, or none, may be shown; returns how to stop. */
export function subscribeToShown(listener: () => void): () => void {
  const stops = [jobStore.subscribe(listener), documentStore.subscribe(listener)];
  return () => stops.forEach((stop) => stop());
}

/** Shows the next (1) or the last (−1) result of the list after the one shown, round and round; the newest where none was. */
export function stepResult(by: 1 | -1): void {
  const shown = shownResult()?.id;
  const here = placedResults(documentStore.getState()).filter(({ gone }) => !gone);
  if (here.length === 0) return;
  const at = here.findIndex(({ id }) => id === shown);
  const next = at < 0 ? (by > 0 ? 0 : here.length - 1) : (at + by + here.length) % here.length;
  showResult(here[next]?.id ?? null);
}

/** Accepts a result: it becomes a layer, undoably, and leaves the before/after view. @throws Fault where its place was cut off */
export function acceptResult(id: string): void {
  acceptIntoDocument(id);
  if (jobStore.getState().shownId === id) showResult(null);
}

/** Takes a result off the list, undoably; an accepted one stays as a layer. */
export function discardResult(id: string): void {
  discardFromDocument(id);
  if (jobStore.getState().shownId === id) showResult(null);
}
