import type { OnStep } from '../../diffusion/contracts';

/** Counts the stages of a method as one run. */
export interface StagedSteps {
  /** Reports a step of any stage as the next of the whole. */
  readonly onStep: OnStep;
  /** Counts steps that need not be run. */
  leaveOut(count: number): void;
}

/** @param total steps of all stages, those included that may be left out. */
export function stagedSteps(onStep: OnStep, total: number): StagedSteps {
  let before = 0;
  return {
    onStep: (report) => onStep({ ...report, index: before++, count: total }),
    leaveOut: (count) => {
      before += count;
    },
  };
}
