import type { OnStep } from '../../diffusion/contracts';

/** Counts the stages of a method as one run: the steps of a stage are reported after those of the stages before it. */
export function partialSteps(onStep: OnStep, total: number): (before: number) => OnStep {
  return (before) => (report) => onStep({ ...report, index: before + report.index, count: total });
}
