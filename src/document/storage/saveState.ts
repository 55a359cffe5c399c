import { createStore } from 'zustand/vanilla';
import type { KeepingState } from './keepProject';
import { form, plural, tr } from '../../../workers/texts/texts';

/** How far the autosave is, for the sign in the top bar. */
export const saveStateStore = createStore<KeepingState>(() => ({
  status: 'saved',
  fault: null,
  restored: false,
  savedSteps: 0,
  role: 'writer',
}));

/**
 * What of a history of `steps` would not outlast the page, in a sentence; null where all of it would, or that is not known yet.
 * Nothing is known while it is being saved.
 */
export function historyLossWords({ status, savedSteps }: KeepingState, steps: number): string | null {
  if (status !== 'saved' || savedSteps >= steps) return null;
  if (savedSteps === 0) return tr`The history of changes is too large to be saved, and ends with the page.`;
  return plural(
    savedSteps,
    form`Of the history, the last step is saved; the others end with the page.`,
    form`Of the history, the last ${savedSteps} of ${steps} steps are saved; the others end with the page.`,
  );
}
