import { methods } from '../../../workers/protocol/methods';
import type { Settings } from '../../document/documentState';
import { firstStepOf } from '../../../workers/maps/firstStep';
import { preserveOfGrey } from '../../../workers/maps/preserve';
import { entriesLeft } from '../queue/entriesLeft';
import { findsMap } from '../methods/findsMap';
import { countsFrom, spreadsSteps } from '../methods/whatCounts';

/**
 * What a run under these settings does where the map has a grey 0…255: "from step 8 of the 14 run" where the method spreads its steps
 * over the greys, else what counts for it. `preserve`: what the model is given there, where its cell as a whole has another value than
 * the pixel. `nothingPainted`: the map is black all over.
 */
export function changeSentence(
  grey: number,
  settings: Settings,
  {
    preserve = preserveOfGrey(grey),
    nothingPainted = false,
  }: { readonly preserve?: number | undefined; readonly nothingPainted?: boolean } = {},
): string {
  if (findsMap(settings) && (grey > 0 || nothingPainted)) return 'changes where the two prompts differ';
  if (grey === 0) return 'stays as it is';
  const from = countsFrom(settings);
  if (grey / 255 < from) return `stays as it is: this method counts from ${Math.round(from * 100)} %`;
  if (methods[settings.method].ownLevels) return 'counts in full';
  const count = entriesLeft(settings);
  if (count < 1) return 'no step is left';
  if (!spreadsSteps(settings)) return count === 1 ? 'in the one step run' : `in all ${count} steps run`;
  return `from step ${firstStepOf(preserve, settings.thresholdCurve, count)} of the ${count} run`;
}
