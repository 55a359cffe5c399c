import { packLater } from './changeMap/packLater';
import type { TileDelta } from './changeMap/tileDelta';
import type { Settings } from './documentState';
import { documentStore } from './documentStore';
import { commit } from './history';
import type { Parts } from './history/change';
import type { Capture } from './history/HistoryStack';
import { requireLimits, requireSettings } from './requireLimits';
import { isPainted, type MapTarget } from './mapTarget';

/** Those of an object's members that `change` names. */
function partOf<T extends object>(whole: T, change: Partial<T>): Partial<T> {
  const keys = Object.keys(change) as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as Partial<T>;
}

/**
 * Makes a change undoable by keeping the values on both sides of it. `bytes`: what only the history then holds.
 * @throws Fault `limit-reached`
 */
export function commitChange(label: string, after: Partial<Parts>, bytes: number, capture?: Capture): void {
  const before = documentStore.getState();
  requireLimits(after, before);
  commit(label, { kind: 'parts', before: partOf<Parts>(before, after), after, bytes }, capture);
}

/** Applies deltas to the map that `target` names, undoably; nothing happens, and nothing is kept, where there are none. */
export function commitDeltas(label: string, deltas: readonly TileDelta[], target: MapTarget = documentStore.getState().target): void {
  if (deltas.length === 0) return;
  commit(label, { kind: 'tiles', target, deltas, wasPainted: isPainted(documentStore.getState(), target) });
  packLater(deltas);
}

/** Sets settings undoably. Undo touches these alone, so that what others set meanwhile stays. @throws Fault `limit-reached` */
export function commitSettings(label: string, after: Partial<Settings>, capture?: Capture): void {
  requireSettings(after, label);
  commit(label, { kind: 'settings', before: partOf(documentStore.getState().settings, after), after }, capture);
}
