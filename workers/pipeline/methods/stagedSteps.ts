import type { OnStep } from '../../diffusion/contracts';
import type { Stage } from '../../protocol/engine';

/** Counts the stages of a method as one run. */
export interface StagedSteps {
  /** Reports a step of a stage as the next of the whole. */
  during(stage: Stage): OnStep;
  /** Counts steps that need not be run. */
  leaveOut(count: number): void;
}

/** @param total steps of all stages, those included that may be left out. */
export function stagedSteps(onStep: OnStep, total: number): StagedSteps {
  let before = 0;
  return {
    during: (stage) => (report) => onStep({ ...report, index: before++, count: total, stage }),
    leaveOut: (count) => {
      before += count;
    },
  };
}
