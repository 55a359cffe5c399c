import { createStore } from 'zustand/vanilla';
import type { GuideKind } from '../document/guide';

interface GuideView {
  /** The guide whose settings are shown; null: none. */
  readonly selectedId: string | null;
  /** What a guide from a file is taken for. */
  readonly newKind: GuideKind;
}

/** How guides are looked at: transient, never saved with the document. */
export const guideViewStore = createStore<GuideView>(() => ({ selectedId: null, newKind: 'edges' }));

/** Selects a guide, or none. */
export const selectGuide = (selectedId: string | null): void => guideViewStore.setState({ selectedId });

/** Chooses what the next guide from a file is taken for. */
export const setNewKind = (newKind: GuideKind): void => guideViewStore.setState({ newKind });
