import { createStore } from 'zustand/vanilla';
import type { SaveState } from '../document/storage/autosave';

interface KeepingState extends SaveState {
  /** Whether what was kept from last time, if anything, is on the table. */
  readonly restored: boolean;
}

/** How far the autosave is, for the sign in the top bar. */
export const saveStateStore = createStore<KeepingState>(() => ({ status: 'saved', fault: null, restored: false }));
