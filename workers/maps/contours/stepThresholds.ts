import type { ThresholdCurve } from '../../protocol/recipe';
import { thresholds } from '../thresholds';
import { tr } from '../../texts/texts';

/** A strength at which the map changes from one first step to the next. */
export interface StepThreshold {
  /** Strengths from `strength` upwards begin at this step or earlier, weaker ones later; 1-based. */
  readonly firstStep: number;
  readonly stepsRun: number;
  /** The bound f(i) on preserve values, i = firstStep: an element is put back before step i while its value is above. */
  readonly preserve: number;
  /** 1 − f(i). */
  readonly strength: number;
}

/**
 * Every threshold at which the engine's keep-masks change, from the strongest change to the weakest: f(i) for i = 1 …
 * n − 1. f(0) is none of them, since before the first step nothing is put back.
 * @param stepsRun the entries of the schedule that remain after the strength cut.
 */
export function stepThresholds(curve: ThresholdCurve, stepsRun: number): StepThreshold[] {
  return thresholds(curve, stepsRun)
    .map((preserve, firstStep) => ({ firstStep, stepsRun, preserve, strength: 1 - preserve }))
    .slice(1);
}

/** "starts at step 8 of 20": what a grey just inside the threshold does. */
export const stepLabel = ({ firstStep, stepsRun }: Pick<StepThreshold, 'firstStep' | 'stepsRun'>): string =>
  tr`starts at step ${firstStep} of ${stepsRun}`;
