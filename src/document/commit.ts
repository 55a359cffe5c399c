import { applyDeltas } from './changeMap/applyDeltas';
import { packLater } from './changeMap/packLater';
import { deltaSizeBytes, type TileDelta } from './changeMap/tileDelta';
import type { DocumentState, Settings } from './documentState';
import { isPainted, mapAt, validTarget, withMapAt } from './mapTarget';
import { documentStore } from './documentStore';
import { record } from './history';
import type { Capture } from './history/HistoryStack';

/** Bytes counted for an entry that holds next to nothing. */
export const smallBytes = 256;

/** The part of the document that commands replace as a whole. */
type DocumentChange = Partial<Omit<DocumentState, 'revision' | 'changeMap'>>;

/** Puts a change into the store and raises the revision. The map that is painted follows. */
export function write(change: DocumentChange): void {
  documentStore.setState((state) => {
    const next = { ...state, ...change };
    const target = validTarget(next, next.target);
    return { ...change, target, changeMap: mapAt(next, target), revision: state.revision + 1 };
  });
}

function partOf(state: DocumentState, change: DocumentChange): DocumentChange {
  const keys = Object.keys(change) as (keyof DocumentChange)[];
  return Object.fromEntries(keys.map((key) => [key, state[key]]));
}

/** Makes a change undoable by keeping the values on both sides of it. `bytes`: what only the history then holds. */
export function commitChange(label: string, change: DocumentChange, bytes: number, capture?: Capture): void {
  let before: DocumentChange | null = partOf(documentStore.getState(), change);
  let after: DocumentChange | null = change;
  write(change);
  const entry = {
    label,
    bytes,
    undo: () => before && write(before),
    redo: () => after && write(after),
    dispose: () => {
      before = null;
      after = null;
    },
  };
  record(entry, capture);
}

/** Applies deltas to the map that is painted, undoably; nothing happens, and nothing is kept, where there are none. */
export function commitDeltas(label: string, deltas: readonly TileDelta[]): void {
  if (deltas.length === 0) return;
  let held = deltas;
  const { target } = documentStore.getState();
  const wasPainted = isPainted(documentStore.getState(), target);
  const flip = (painted: boolean) => () => {
    const state = documentStore.getState();
    const map = mapAt(state, target);
    if (map) write(withMapAt(state, target, applyDeltas(map, held), painted));
  };
  flip(true)();
  record({
    label,
    get bytes() {
      return deltaSizeBytes(held);
    },
    undo: flip(wasPainted),
    redo: flip(true),
    dispose: () => {
      held = [];
    },
  });
  packLater(deltas);
}

/** Sets settings undoably. Undo touches these alone, so that what others set meanwhile stays. */
export function commitSettings(label: string, change: Partial<Settings>, capture?: Capture): void {
  const { settings } = documentStore.getState();
  const keys = Object.keys(change) as (keyof Settings)[];
  const before: Partial<Settings> = Object.fromEntries(keys.map((key) => [key, settings[key]]));
  writeSettings(change);
  record({ label, bytes: smallBytes, undo: () => writeSettings(before), redo: () => writeSettings(change), dispose: () => undefined }, capture);
}

/** Sets settings without an entry in the history. */
export function writeSettings(change: Partial<Settings>): void {
  write({ settings: { ...documentStore.getState().settings, ...change } });
}
