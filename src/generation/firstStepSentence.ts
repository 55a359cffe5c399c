import type { Settings } from '../document/documentState';
import { firstFreeStep, stepsAfterCut } from '../../workers/maps/firstStep';

/** "step 8 of the 14 run": when a grey 0…255 begins to change under these settings; empty where it never does. */
export function firstStepSentence(grey: number, settings: Pick<Settings, 'steps' | 'strength' | 'thresholdCurve'>): string {
  if (grey === 0) return 'stays as it is';
  const count = stepsAfterCut(settings.steps, settings.steps, settings.strength);
  if (count < 1) return 'no step is left';
  return `from step ${firstFreeStep(grey, settings.thresholdCurve, count)} of the ${count} run`;
}
