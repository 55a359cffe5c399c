import { mayWrite } from './access';
import type { DocumentState } from './documentState';
import { documentStore } from './documentStore';
import { mapAt, validTarget } from './mapTarget';

/** The part of the document that is written as a whole. */
type DocumentChange = Partial<Omit<DocumentState, 'revision' | 'changeMap'>>;

/** Puts a change into the store and raises the revision, unless the document is only shown. The map that is painted follows. */
export function write(change: DocumentChange): void {
  if (mayWrite()) put(change);
}

/** The same wherever a whole document comes from the disk. */
export function put(change: DocumentChange): void {
  documentStore.setState((state) => {
    const next = { ...state, ...change };
    const target = validTarget(next, next.target);
    return { ...change, target, changeMap: mapAt(next, target), revision: state.revision + 1 };
  });
}
