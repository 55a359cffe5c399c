import { createStore } from 'zustand/vanilla';
import { documentStore } from '../document/documentStore';
import { setTarget } from '../document/exemplarCommands';
import type { GuideKind } from '../document/guide';
import { sceneTarget } from '../document/mapTarget';

/** A part of the selected guide that is held; `end` keeps what was done to it, `drop` takes it back. Places in picture pixels. */
export interface GuideGrip {
  move(to: { readonly x: number; readonly y: number }): void;
  end(): void;
  drop(): void;
}

interface GuideView {
  /** The guide whose settings are shown; null: none. */
  readonly selectedId: string | null;
  /** What a guide from a file is taken for. */
  readonly newKind: GuideKind;
  /** Of the selected guide over the picture, 0…1. */
  readonly opacity: number;
}

/** How guides are looked at: transient, never saved with the document. */
export const guideViewStore = createStore<GuideView>(() => ({ selectedId: null, newKind: 'edges', opacity: 0.5 }));

/** Selects a guide, or none. What is painted on follows: a drawn guide is drawn on, and without one the scene's map is painted again. */
export function selectGuide(selectedId: string | null): void {
  guideViewStore.setState({ selectedId });
  const { guides, target, maps } = documentStore.getState();
  const drawn = guides.some(({ id, content }) => id === selectedId && content.of === 'drawing');
  if (drawn && selectedId !== null) setTarget({ of: 'guide', id: selectedId });
  else if (target.of === 'guide') setTarget(sceneTarget({ maps }));
}

/** Chooses what the next guide from a file is taken for. */
export const setNewKind = (newKind: GuideKind): void => guideViewStore.setState({ newKind });

/** How strongly the selected guide covers the picture, 0…1. */
export const setGuideOpacity = (opacity: number): void => guideViewStore.setState({ opacity });
