import { Fault } from '../../protocol/faults';
import type { SchedulerState } from '../contracts';
import { tr } from '../../texts/texts';

export const emptyState: SchedulerState = { tensors: [], counters: [] };

/** Refuses step counts that no schedule can have. Throws Fault `bad-recipe`. */
export function checkSteps(steps: number, most: number): void {
  if (Number.isInteger(steps) && steps >= 1 && steps <= most) return;
  throw new Fault('bad-recipe', tr`This scheduler cannot run ${steps} steps.`, tr`Choose between 1 and ${most} steps.`);
}

/** The entry of a laid-out schedule; asking for one that is not there is a mistake of the caller. */
export function entry(list: ArrayLike<number>, index: number): number {
  const value = list[index];
  if (value === undefined) throw new RangeError(`The schedule has no step ${index}.`);
  return value;
}
