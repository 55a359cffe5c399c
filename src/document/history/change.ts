import { applyDeltas } from '../changeMap/applyDeltas';
import { deltaSizeBytes, type TileDelta } from '../changeMap/tileDelta';
import type { DocumentState, Settings } from '../documentState';
import { documentStore } from '../documentStore';
import { mapAt, withMapAt, type MapTarget } from '../mapTarget';
import { resultSizeBytes, type Result } from '../results/result';
import { resultBudgetStore, withinBudget } from '../results/resultBudget';
import { write } from '../write';

/** The parts of a document that commands replace, and Undo brings back. */
export type Parts = Pick<DocumentState, 'documentId' | 'picture' | 'pose' | 'maps' | 'exemplars' | 'guides' | 'target' | 'layers' | 'area'>;

/** One change of the document that can be taken back: a value, so that it can be saved. */
export type Change =
  /** Whole parts; `bytes`: what only the history holds of them. */
  | { readonly kind: 'parts'; readonly before: Partial<Parts>; readonly after: Partial<Parts>; readonly bytes: number }
  /** Tiles of the map that `target` names; `wasPainted`: whether somebody had painted it before. */
  | { readonly kind: 'tiles'; readonly target: MapTarget; readonly deltas: readonly TileDelta[]; readonly wasPainted: boolean }
  /** Undo touches these settings alone, so that what others set meanwhile stays. */
  | { readonly kind: 'settings'; readonly before: Partial<Settings>; readonly after: Partial<Settings> }
  | { readonly kind: 'discard'; readonly result: Result };

/** Bytes counted for a change that holds next to nothing. */
export const smallBytes = 256;

function flip({ target, deltas }: Extract<Change, { kind: 'tiles' }>, painted: boolean): void {
  const state = documentStore.getState();
  const map = mapAt(state, target);
  if (map) write(withMapAt(state, target, applyDeltas(map, deltas), painted));
}

/** Sets settings without an entry in the history. */
export function writeSettings(change: Partial<Settings>): void {
  write({ settings: { ...documentStore.getState().settings, ...change } });
}

function bringBack(result: Result): void {
  const { results } = documentStore.getState();
  if (results.some(({ id }) => id === result.id)) return;
  const all = [...results, result].sort((a, b) => b.madeAt - a.madeAt || b.number - a.number);
  write({ results: withinBudget(all, resultBudgetStore.getState().budgetBytes) });
}

/** Makes the document as it was before a change. */
export function undoChange(change: Change): void {
  if (change.kind === 'parts') write(change.before);
  else if (change.kind === 'tiles') flip(change, change.wasPainted);
  else if (change.kind === 'settings') writeSettings(change.before);
  else bringBack(change.result);
}

/** Makes a change, for the first time or once more. */
export function doChange(change: Change): void {
  if (change.kind === 'parts') write(change.after);
  else if (change.kind === 'tiles') flip(change, true);
  else if (change.kind === 'settings') writeSettings(change.after);
  else write({ results: documentStore.getState().results.filter(({ id }) => id !== change.result.id) });
}

/** The memory that a change holds now; deltas shrink a moment after they were made. */
export function changeSizeBytes(change: Change): number {
  if (change.kind === 'parts') return change.bytes;
  if (change.kind === 'tiles') return deltaSizeBytes(change.deltas);
  return smallBytes + (change.kind === 'discard' ? resultSizeBytes(change.result) : 0);
}

/** Both sides of a change. */
interface Sides<T> {
  readonly before: Partial<T>;
  readonly after: Partial<T>;
}

const joined = <T>(first: Sides<T>, second: Sides<T>): Sides<T> => ({
  before: { ...second.before, ...first.before },
  after: { ...first.after, ...second.after },
});

/** From before the first of two changes of the same things to after the second. */
export function mergedChange(first: Change, second: Change): Change {
  if (first.kind === 'parts' && second.kind === 'parts')
    return { ...joined(first, second), kind: 'parts', bytes: Math.max(first.bytes, second.bytes) };
  if (first.kind === 'settings' && second.kind === 'settings') return { ...joined(first, second), kind: 'settings' };
  return second;
}
