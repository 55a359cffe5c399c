import { createStore } from 'zustand/vanilla';
import { emptyDocument, type DocumentState } from './documentState';

/** The one truth of what is edited. Written by `commands.ts`, `history` and `snapshot.ts` alone. */
export const documentStore = createStore<DocumentState>(() => emptyDocument);
