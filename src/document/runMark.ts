import type { RunMark } from './documentState';
import { documentStore } from './documentStore';
import { write } from './write';

/** Notes in the document that a run is under way, so that a reload can offer it again; null when it has ended. Not undoable. */
export function markRun(mark: RunMark | null): void {
  if (documentStore.getState().runMark !== mark) write({ runMark: mark });
}
