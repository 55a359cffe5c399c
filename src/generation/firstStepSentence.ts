import type { Settings } from '../document/documentState';
import { firstStepOf } from '../../workers/maps/firstStep';
import { preserveOfGrey } from '../../workers/maps/preserve';
import { entriesLeft } from './entriesLeft';

/**
 * "from step 8 of the 14 run": when a grey 0…255 begins to change under these settings. `preserve`: what the model is given there,
 * where its cell as a whole has another value than the pixel.
 */
export function firstStepSentence(
  grey: number,
  settings: Pick<Settings, 'steps' | 'strength' | 'scheduler' | 'thresholdCurve'>,
  preserve = preserveOfGrey(grey),
): string {
  if (grey === 0) return 'stays as it is';
  const count = entriesLeft(settings);
  if (count < 1) return 'no step is left';
  return `from step ${firstStepOf(preserve, settings.thresholdCurve, count)} of the ${count} run`;
}
