import type { EditResult } from '../../../workers/protocol/engine';
import { Fault } from '../../../workers/protocol/faults';
import type { CanvasPose } from '../canvas/canvasPose';
import { addLayer } from '../commands';
import { documentStore } from '../documentStore';
import { commit, historyContent } from '../history';
import { placedResults } from './placedResults';
import type { Result } from './result';
import { write } from '../write';
import { keepBudget, maximumResults, resultBudgetStore, resultsSizeBytes, withinBudget } from './resultBudget';
import { tr } from '../../../workers/texts/texts';

/** The highest number given in each document since the page was opened. */
const lastNumbers = new Map<string, number>();

/** One that no result has, nor one that was discarded and may come back by Undo. */
function nextNumber(documentId: string, results: readonly Result[]): number {
  const { done, undone } = historyContent();
  const discarded = [...done, ...undone].flatMap(({ changes }) =>
    changes.flatMap((change) => (change.kind === 'discard' ? [change.result] : [])),
  );
  const own = [...results, ...discarded].filter((result) => result.documentId === documentId).map(({ number }) => number);
  const next = Math.max(0, lastNumbers.get(documentId) ?? 0, ...own) + 1;
  lastNumbers.set(documentId, next);
  return next;
}

const setResults = (results: readonly Result[]): void =>
  write({ results: withinBudget(results, resultBudgetStore.getState().budgetBytes) });

/**
 * Takes in what a run returned, for the document that it was frozen from: where another one is on the table, it waits there. Not
 * undoable: nobody's hand made it. Returns its id.
 */
export function addResult(result: EditResult, from: { readonly documentId: string; readonly pose: CanvasPose }): string {
  const { results } = documentStore.getState();
  const { documentId, pose } = from;
  const id = crypto.randomUUID();
  const number = nextNumber(documentId, results);
  setResults([{ ...result, id, number, documentId, pose, starred: false, madeAt: Date.now() }, ...results]);
  return id;
}

/**
 * Takes in what a run returned in the place of another result, which is gone for good: it keeps that one's name and number, and is the
 * newest. One that is not there any more is added. Returns its id.
 */
export function replaceResult(
  id: string,
  result: EditResult,
  { documentId, pose }: { readonly documentId: string; readonly pose: CanvasPose },
): string {
  const { results } = documentStore.getState();
  const before = results.find((candidate) => candidate.id === id);
  if (!before) return addResult(result, { documentId, pose });
  const { number } = before;
  const fresh = { ...result, id, number, documentId, pose, starred: false, madeAt: Date.now() };
  setResults([fresh, ...results.filter((other) => other !== before)]);
  return id;
}

/**
 * Stars a result, so that it never leaves by itself, or lets it go. An unknown id does nothing.
 * @throws Fault `limit-reached` where the starred ones would fill the budget
 */
export function starResult(id: string, starred: boolean): void {
  const { results } = documentStore.getState();
  const result = results.find((candidate) => candidate.id === id);
  if (!result || result.starred === starred) return;
  const others = results.filter((other) => other.starred && other !== result);
  if (starred && others.length + 1 >= maximumResults)
    throw new Fault(
      'limit-reached',
      tr`${maximumResults - 1} results are starred, which is the most.`,
      tr`Take the star off another result first.`,
    );
  if (starred && resultsSizeBytes([...others, result]) > resultBudgetStore.getState().budgetBytes)
    throw new Fault(
      'limit-reached',
      tr`The starred results would hold more than the results may.`,
      tr`Raise the budget of the results in the settings, or take the star off another one.`,
    );
  setResults(results.map((other) => (other === result ? { ...result, starred } : other)));
}

/** Takes a result off the list, undoably; an accepted one stays as a layer. An unknown id does nothing. */
export function discardResult(id: string): void {
  const result = documentStore.getState().results.find((candidate) => candidate.id === id);
  if (result) commit(tr`Discard result`, { kind: 'discard', result });
}

/** Lets every result without a star go, of all documents and for good, to free their room; accepted ones stay as layers. */
export const giveUpUnstarred = (): void => write({ results: documentStore.getState().results.filter(({ starred }) => starred) });

/**
 * Accepts a result: it becomes a layer where it lies now, undoably. One that is accepted already, is unknown or of another document
 * does nothing. @throws Fault `bad-picture` where its place was cut off
 */
export function acceptResult(id: string): void {
  const placed = placedResults(documentStore.getState()).find((candidate) => candidate.id === id);
  if (!placed || placed.accepted) return;
  if (placed.gone)
    throw new Fault(
      'bad-picture',
      tr`The place of this result was cut off the canvas.`,
      tr`Undo brings the place back; or run the edit again.`,
    );
  const { rect, rgba, coverage, recipe } = placed.result;
  addLayer({ name: recipe.prompt.trim().slice(0, 60) || `Result ${placed.number}`, rect, rgba, coverage, recipe, resultId: id });
}

/** Sets how many bytes results may hold, of all documents together; what exceeds it leaves, the oldest without a star first. */
export function setResultBudget(budgetBytes: number): void {
  keepBudget(budgetBytes);
  setResults(documentStore.getState().results);
}
