import { createStore } from 'zustand/vanilla';
import type { EditResult, EngineEvent } from '../../../workers/protocol/engine';
import type { Size } from '../../../workers/protocol/geometry';
import type { Recipe } from '../../../workers/protocol/recipe';
import { preserveOfGrey } from '../../../workers/maps/preserve';
import { keepsAt, thresholds } from '../../../workers/maps/thresholds';
import type { DocumentState } from '../../document/documentState';

/** What a run was going to after one of its steps, at latent size over the generation area. */
export interface RunStep extends Size {
  /** Counted from 1. */
  readonly step: number;
  readonly steps: number;
  readonly rgba: Uint8Array;
}

interface RunSteps {
  readonly resultId: string;
  readonly steps: readonly RunStep[];
}

/** The steps of the last run, as far as they were drawn; transient. */
export const runStepsStore = createStore<{ readonly run: RunSteps | null }>(() => ({ run: null }));

/** Whether the last run was of the document on the table, and its result is still there. */
export const hasSteps = ({ documentId, results }: DocumentState): boolean => {
  const { run } = runStepsStore.getState();
  return run !== null && results.some((result) => result.id === run.resultId && result.documentId === documentId);
};

/** Gathers the steps of one run; those of methods with several stages are not of one schedule and are left out. */
export class StepRecorder {
  private readonly steps: RunStep[] = [];

  hear(event: EngineEvent): void {
    if (event.type !== 'step' || !event.preview || event.stage !== null) return;
    const { step, steps, preview } = event;
    const { width, height, rgba } = preview;
    this.steps.push({ step, steps, width, height, rgba });
  }

  /** The run came to a result. A run of which nothing was drawn leaves the last one's steps. */
  keep(resultId: string): void {
    if (this.steps.length > 0) runStepsStore.setState({ run: { resultId, steps: this.steps } });
  }
}

/** Whether the latent map alone says what was put back when: one schedule, and no exemplar held by a map of its own. */
function saysWhatWasPutBack({ method }: Recipe): boolean {
  if (method.name === 'differential') return true;
  return method.name === 'exemplar-blend' && method.passes === 'single' && method.exemplars.every(({ hold }) => hold === null);
}

/** Two parts of a step, each transparent where the other is. */
export interface StepParts {
  /** z ⊙ mask: put back, noised to the step's level, before it. */
  readonly putBack: Uint8Array;
  /** z ⊙ (1 − mask): what the step before had made. */
  readonly carriedOn: Uint8Array;
}

/**
 * Parts a step by the mask that the method put back before it, preserve > f(i); null where the map does not say that. The first step
 * starts from the noised picture everywhere.
 * @param result with its map at latent size
 */
export function partsOfStep({ step, steps, width, height, rgba }: RunStep, { latentMap, recipe }: EditResult): StepParts | null {
  if (!latentMap || latentMap.width !== width || latentMap.height !== height || !saysWhatWasPutBack(recipe)) return null;
  const bounds = thresholds(recipe.thresholdCurve, steps);
  const onlyOnce = recipe.method.name === 'differential' && !recipe.method.futureHinting;
  const kept = (grey: number, at: number): boolean => at < steps && keepsAt(preserveOfGrey(grey), bounds[at] as number);
  const [putBack, carriedOn] = [rgba.slice(), rgba.slice()];
  for (let i = 0; i < latentMap.data.length; i += 1) {
    const grey = latentMap.data[i] as number;
    const isPutBack = step === 1 || (kept(grey, step - 1) && !(onlyOnce && kept(grey, step)));
    (isPutBack ? carriedOn : putBack).fill(0, i * 4, i * 4 + 4);
  }
  return { putBack, carriedOn };
}
