import { useStore } from 'zustand';
import type { Action } from './action';
import { formatChord } from './chord';
import { keymapStore, keysOf } from './keymap';

/** The first chord of an action as people read it; undefined where it has none. */
export function useKeys(action: Action): string | undefined {
  const [chord] = useStore(keymapStore, ({ keys }) => keysOf(action, keys));
  return chord === undefined ? undefined : formatChord(chord);
}
