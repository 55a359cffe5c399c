import { createStore } from 'zustand/vanilla';
import { HistoryStack, type Capture, type HistoryEntry } from './history/HistoryStack';

/** The document's history. Undo is allowed at all times, also while an edit runs: a run's input was frozen at its start. */
const stack = new HistoryStack();

/** What the screen shows of the history; follows every change of it. */
export const historyStore = createStore(read);

function read(): { readonly canUndo: boolean; readonly canRedo: boolean; readonly labels: readonly string[]; readonly undoneLabels: readonly string[] } {
  return { canUndo: stack.canUndo, canRedo: stack.canRedo, labels: stack.labels, undoneLabels: stack.undoneLabels };
}

const publish = () => historyStore.setState(read());

/** Takes back the last change; does nothing where there is none. */
export function undo(): void {
  stack.undo();
  publish();
}

/** Makes the change taken back last once more. */
export function redo(): void {
  stack.redo();
  publish();
}

/** Undoes or redoes until `count` changes are done; the beginning is 0. */
export function jumpInHistory(count: number): void {
  while (stack.labels.length > count && stack.canUndo) stack.undo();
  while (stack.labels.length < count && stack.canRedo) stack.redo();
  publish();
}

export const canUndo = (): boolean => stack.canUndo;
export const canRedo = (): boolean => stack.canRedo;

/** The memory that the history holds now; what was just done is packed, and shrinks, a moment later. */
export const historySizeBytes = (): number => stack.sizeBytes;

/** Calls back after every change of the history; returns how to stop. */
export const subscribeToHistory = (listener: () => void): (() => void) => historyStore.subscribe(listener);

/** Everything the document changes within `run` (synchronously) is undone in one step, under that label. */
export function asOneEntry(label: string, run: () => void): void {
  stack.group(label, run);
  publish();
}

/** For `commands.ts`: takes in a change that has just been made. */
export function record(entry: HistoryEntry, capture?: Capture): void {
  stack.push(entry, capture);
  publish();
}

/** For `snapshot.ts`: forgets all of it, when another document takes the place of this one. */
export function clearHistory(): void {
  stack.clear();
  publish();
}
