import { createStore } from 'zustand/vanilla';
import type { DocumentState } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { ensurePackage, studioEngine } from '../../models/studioEngine';
import { freezeRun } from '../recipe/freezeRun';

interface Suggestion {
  /** 0…1. */
  readonly strength: number;
  /** What it was found for: it says nothing of another composition. */
  readonly of: Pick<DocumentState, 'picture' | 'layers' | 'exemplars'>;
}

interface SuggestionState {
  readonly found: Suggestion | null;
  readonly busy: boolean;
}

/** The strength suggested for the exemplars as they lay; transient. */
export const suggestionStore = createStore<SuggestionState>(() => ({ found: null, busy: false }));

/** Asks the model how far the composition lies from the scene, and keeps what follows for the global strength. @throws Fault */
export async function findSuggestion(): Promise<void> {
  suggestionStore.setState({ busy: true });
  try {
    const summary = await ensurePackage();
    const frozen = documentStore.getState();
    const { recipe, pixels } = await freezeRun(frozen, summary);
    // The cut under question must not refuse the question.
    const strength = await studioEngine().suggestStrength({ ...recipe, strength: 1 }, pixels);
    const { picture, layers, exemplars } = frozen;
    suggestionStore.setState({ found: { strength, of: { picture, layers, exemplars } } });
  } finally {
    suggestionStore.setState({ busy: false });
  }
}

/** The suggestion where it was found for just this composition; null otherwise. */
export function suggestionFor({ found }: SuggestionState, { picture, layers, exemplars }: DocumentState): number | null {
  return found && found.of.picture === picture && found.of.layers === layers && found.of.exemplars === exemplars ? found.strength : null;
}
