import type { PartName } from '../../packages/modelPackage';
import { partWords } from '../../packages/partWords';
import { causeWords, type NetworkCause } from '../networkFault';
import { rungWords, type RungName } from './rungs';
import { tr } from '../../texts/texts';

/** A network's step down to another way of running it, for good. */
export interface Retreat {
  readonly part: PartName;
  readonly from: RungName;
  readonly to: RungName;
  readonly cause: NetworkCause;
}

/** What is said of a retreat, wherever it is said. */
export function retreatSentence({ part, from, to, cause }: Retreat): string {
  const words = causeWords(cause, partWords(part), rungWords(from));
  if (words !== null) return tr`${words}, so it now runs ${rungWords(to)}.`;
  return tr`${cause.kind === 'other' ? cause.sentence : ''} The ${partWords(part)} now runs ${rungWords(to)}.`;
}
