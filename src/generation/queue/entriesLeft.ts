import { entriesRun } from '../../../workers/protocol/scheduler/schedulerClasses';
import type { Settings } from '../../document/documentState';
import { packageStore } from '../../models/packageStore';

/**
 * How many evaluations a run takes under these settings with the model in use; 0 where the global strength leaves no step.
 * Few-step models take all their steps inside what the strength leaves.
 */
export function entriesLeft({ steps, strength, scheduler }: Pick<Settings, 'steps' | 'strength' | 'scheduler'>): number {
  const { summary } = packageStore.getState();
  return entriesRun(scheduler ?? summary?.scheduler ?? '', steps, strength, summary?.fewStep ?? false);
}
