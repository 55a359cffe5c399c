import { createStore } from 'zustand/vanilla';

interface ExemplarView {
  /** The exemplar whose handles and numbers are shown; null: none. */
  readonly selectedId: string | null;
  /** Whether the canvas shows the scene with the exemplars laid over it as the model will be given it. */
  readonly showComposition: boolean;
}

/** How exemplars are looked at: transient, never saved with the document. */
export const exemplarViewStore = createStore<ExemplarView>(() => ({ selectedId: null, showComposition: true }));

/** Shows the composition on the canvas, or the bare scene. */
export const setShowComposition = (showComposition: boolean): void => exemplarViewStore.setState({ showComposition });

/** Selects an exemplar, or none. */
export const selectExemplar = (selectedId: string | null): void => exemplarViewStore.setState({ selectedId });
