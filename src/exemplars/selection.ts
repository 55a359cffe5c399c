import { createStore } from 'zustand/vanilla';
import { documentStore } from '../document/documentStore';
import { setTarget } from '../document/exemplarCommands';

interface ExemplarView {
  /** The exemplar whose handles and numbers are shown; null: none. */
  readonly selectedId: string | null;
  /** Whether the canvas shows the scene with the exemplars laid over it as the model will be given it. */
  readonly showComposition: boolean;
  /** The text that was just laid on the scene: the field of its words takes the focus as it appears. */
  readonly freshTextId: string | null;
}

/** How exemplars are looked at: transient, never saved with the document. */
export const exemplarViewStore = createStore<ExemplarView>(() => ({ selectedId: null, showComposition: true, freshTextId: null }));

/** Shows the composition on the canvas, or the bare scene. */
export const setShowComposition = (showComposition: boolean): void => exemplarViewStore.setState({ showComposition });

/** Selects an exemplar, or none. */
export const selectExemplar = (selectedId: string | null): void => exemplarViewStore.setState({ selectedId });

/** Selects an exemplar by hand, or none: what is painted on follows. */
export function chooseExemplar(id: string | null): void {
  selectExemplar(id);
  const { maps, target } = documentStore.getState();
  const top = maps.at(-1);
  if (id !== null) setTarget({ of: target.of === 'hold' && target.id === id ? 'hold' : 'exemplar', id });
  else if (target.of !== 'scene' && top) setTarget({ of: 'scene', id: top.id });
}
