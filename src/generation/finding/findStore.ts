import { createStore } from 'zustand/vanilla';
import type { Contrast } from '../../../workers/protocol/contrast';
import type { Phase } from '../../../workers/protocol/engine';
import type { FaultReport } from '../../../workers/protocol/faults';
import type { DocumentState } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { selectGuide } from '../../guides/guideView';

/** How what was found becomes a map, beside the threshold and the clamp, which are settings of the document. */
interface FoundMapKnobs {
  /** Share of the area below which a part is left out, 0…1. */
  readonly leastShare: number;
  /** How far the edge falls off outwards, in picture pixels. */
  readonly featherPx: number;
  /** Grey as strong as the contrast; else full change. */
  readonly soft: boolean;
}

type Scene = Pick<DocumentState, 'documentId' | 'picture' | 'layers' | 'pose'>;
type Knobs = DocumentState['settings']['automaticMap'];

/** What was asked, as far as the answer depends on it. */
export interface Question {
  readonly scene: Scene;
  readonly prompt: string;
  readonly reference: string;
  readonly noiseStrength: number;
  /** All else that the predictions under the first sentence depend on. */
  readonly rest: string;
}

interface FindState {
  /** Whether the place is open. */
  readonly open: boolean;
  /** The look under way: what it does, and whether it is to end. */
  readonly looking: { readonly phase: Phase; readonly most: number; readonly stopping: boolean } | null;
  /** The last answer, or as much of the next as has come. */
  readonly found: { readonly contrast: Contrast; readonly question: Question; readonly steady: boolean } | null;
  readonly fault: FaultReport | null;
  readonly knobs: FoundMapKnobs;
  /** Only what lies here is kept, in picture pixels. */
  readonly point: { readonly x: number; readonly y: number } | null;
  /** The next click on the picture sets the point. */
  readonly picking: boolean;
  /** The map that was made of what is shown. */
  readonly usedMapId: string | null;
}

const firstKnobs: FoundMapKnobs = { leastShare: 0.002, featherPx: 4, soft: false };

/** The place “Find what to change”; transient. */
export const findStore = createStore<FindState>(() => ({
  open: false,
  looking: null,
  found: null,
  fault: null,
  knobs: firstKnobs,
  point: null,
  picking: false,
  usedMapId: null,
}));

/** Opens the place; what is found is seen on the picture alone, so a guide that was chosen is let go. */
export function openFinding(): void {
  selectGuide(null);
  findStore.setState({ open: true, usedMapId: null });
}
export const closeFinding = (): void => findStore.setState({ open: false, picking: false });
export const setFoundKnobs = (change: Partial<FoundMapKnobs>): void =>
  findStore.setState(({ knobs }) => ({ knobs: { ...knobs, ...change }, usedMapId: null }));
export const setFoundPoint = (point: FindState['point']): void => findStore.setState({ point, picking: false, usedMapId: null });
export const setPicking = (picking: boolean): void => findStore.setState({ picking });

/** What would be asked of the document as it stands. */
export function questionOf({ documentId, picture, layers, pose, settings, guides }: DocumentState): Question {
  const { referencePrompt, noiseStrength }: Knobs = settings.automaticMap;
  const { steps, guidance, guidanceRescale, negativePrompt, scheduler, loras } = settings;
  return {
    scene: { documentId, picture, layers, pose },
    prompt: settings.prompt.trim(),
    reference: referencePrompt?.trim() ?? '',
    noiseStrength,
    rest: JSON.stringify([
      steps,
      guidance,
      guidanceRescale,
      negativePrompt,
      scheduler,
      loras,
      guides.map(({ id, visible }) => [id, visible]),
    ]),
  };
}

const sameScene = (a: Scene, b: Scene): boolean =>
  a.documentId === b.documentId && a.picture === b.picture && a.layers === b.layers && a.pose === b.pose;

/** Whether the predictions under the first sentence serve again: the second question about a picture costs half. */
export const sharesReference = (a: Question, b: Question): boolean =>
  sameScene(a.scene, b.scene) && a.reference === b.reference && a.noiseStrength === b.noiseStrength && a.rest === b.rest;

/** Whether the answer to one is the answer to the other. */
export const sameQuestion = (a: Question, b: Question): boolean => sharesReference(a, b) && a.prompt === b.prompt;

/** What was found in the picture on the table as it is seen; null where there is nothing, or it was found in another. */
export function foundHere({ found }: Pick<FindState, 'found'>, document: DocumentState = documentStore.getState()): FindState['found'] {
  return found && sameScene(found.question.scene, document) ? found : null;
}
