import { methods } from '../../../workers/protocol/methods';
import type { Settings } from '../../document/documentState';
import { firstStepOf } from '../../../workers/maps/firstStep';
import { preserveOfGrey } from '../../../workers/maps/preserve';
import { entriesLeft } from '../queue/entriesLeft';
import { findsMap } from '../methods/findsMap';
import { countsFrom, spreadsSteps } from '../methods/whatCounts';
import { form, plural, tr } from '../../../workers/texts/texts';

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
  if (findsMap(settings) && (grey > 0 || nothingPainted)) return tr`changes where the two prompts differ`;
  if (grey === 0) return tr`stays as it is`;
  const from = countsFrom(settings);
  if (grey / 255 < from) return tr`stays as it is: this method counts from ${Math.round(from * 100)} %`;
  if (methods[settings.method].ownLevels) return tr`counts in full`;
  const count = entriesLeft(settings);
  if (count < 1) return tr`no step is left`;
  if (!spreadsSteps(settings)) return plural(count, form`in the one step run`, form`in all ${count} steps run`);
  return tr`from step ${firstStepOf(preserve, settings.thresholdCurve, count)} of the ${count} run`;
}
