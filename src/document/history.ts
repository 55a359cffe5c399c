import { createStore } from 'zustand';
import { mayWrite } from './access';
import type { DocumentState } from './documentState';
import { documentStore } from './documentStore';
import { changeSizeBytes, doChange, mergedChange, undoChange, type Change } from './history/change';
import { defaultLimits, HistoryStack, type Capture, type HistoryContent, type HistoryMark } from './history/HistoryStack';
import { markOf } from './history/markOf';
import { keepUndoBudget, keptUndoBudget } from './history/undoBudget';

/** All that is kept of a document's history. */
export type History = HistoryContent<Change>;

export const noHistory: History = { done: [], undone: [] };

/** The document's history. Undo is allowed at all times, also while an edit runs: a run's input was frozen at its start. */
const stack = new HistoryStack<Change>(
  { undo: undoChange, redo: doChange, sizeBytes: changeSizeBytes, merged: mergedChange, mark: lookAtChange },
  { ...defaultLimits, budgetBytes: keptUndoBudget() },
);

/** What the last entry of the history left behind, to tell what the next one changed. */
let seen: DocumentState | null = null;

function lookAtChange(): HistoryMark {
  const now = documentStore.getState();
  const mark = markOf(seen, now, Date.now());
  seen = now;
  return mark;
}

/** What the screen shows of the history; follows every change of it. */
export const historyStore = createStore(read);

function read(): {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly labels: readonly string[];
  readonly undoneLabels: readonly string[];
  /** How each entry is shown, the undone ones last. */
  readonly marks: readonly (HistoryMark | null)[];
} {
  const { canUndo, canRedo, labels, undoneLabels, marks } = stack;
  return { canUndo, canRedo, labels, undoneLabels, marks };
}

const publish = () => historyStore.setState(read());

/** After the document became another one by Undo, Redo, or because it was put on the table. */
function follow(): void {
  seen = documentStore.getState();
  publish();
}

/** Takes back the last change; does nothing where there is none. */
export function undo(): void {
  if (!mayWrite()) return;
  stack.undo();
  follow();
}

/** Makes the change taken back last once more. */
export function redo(): void {
  if (!mayWrite()) return;
  stack.redo();
  follow();
}

/** Undoes or redoes until `count` changes are done; the beginning is 0. */
export function jumpInHistory(count: number): void {
  if (!mayWrite()) return;
  while (stack.labels.length > count && stack.canUndo) stack.undo();
  while (stack.labels.length < count && stack.canRedo) stack.redo();
  follow();
}

export const canUndo = (): boolean => stack.canUndo;
export const canRedo = (): boolean => stack.canRedo;

/** Lets the history hold that many bytes from now on, in this browser. */
export function setUndoBudget(budgetBytes: number): void {
  keepUndoBudget(budgetBytes);
  stack.setBudget(budgetBytes);
  publish();
}

/** The memory that the history holds now; what was just done is packed, and shrinks, a moment later. */
export const historySizeBytes = (): number => stack.sizeBytes;

/** Calls back after every change of the history; returns how to stop. */
export const subscribeToHistory = (listener: () => void): (() => void) => historyStore.subscribe(listener);

/** Everything the document changes within `run` (synchronously) is undone in one step, under that label. */
export function asOneEntry(label: string, run: () => void): void {
  stack.group(label, run);
  publish();
}

/** Makes a change, and keeps it so that it can be taken back; nothing happens where the document is only shown. */
export function commit(label: string, change: Change, capture?: Capture): void {
  if (!mayWrite()) return;
  doChange(change);
  stack.push(label, change, capture);
  publish();
}

/** All of the history as it stands, to be saved with the document. */
export const historyContent = (): History => stack.content;

/** For `snapshot.ts`: another document takes the place of this one, with the history that was saved with it. */
export function restoreHistory(history: History): void {
  stack.restore(history);
  follow();
}

/** Forgets all of it. */
export const clearHistory = (): void => restoreHistory(noHistory);
