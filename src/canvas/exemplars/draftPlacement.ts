import { createStore } from 'zustand/vanilla';
import type { Placement } from '../../../workers/maps/exemplars/placement';

/** Where an exemplar lies while it is being moved; the document follows when it is let go. */
export interface DraftPlacement {
  readonly id: string;
  readonly placement: Placement;
}

export const draftPlacementStore = createStore<{ readonly draft: DraftPlacement | null }>(() => ({ draft: null }));

/** Shows an exemplar elsewhere than the document has it; null ends that. */
export const setDraftPlacement = (draft: DraftPlacement | null): void => draftPlacementStore.setState({ draft });
