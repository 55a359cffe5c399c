import type { AttentionForm } from '../options';
import type { AttentionInputs } from './attention';

/** Bytes of a score, single precision. */
const scoreBytes = 4;

/** Into how many slices of queries an attention is cut, so that the scores of one stay within the limit; 1: not at all. */
export function sliceCount(form: AttentionForm, { heads, reduction, keys }: Pick<AttentionInputs, 'heads' | 'reduction' | 'keys'>): number {
  if (form.kind !== 'sliced' || reduction === undefined) return 1;
  const { batch, latentHeight, latentWidth } = form.largest;
  const queries = Math.ceil(latentHeight / reduction) * Math.ceil(latentWidth / reduction);
  const wholeBytes = batch * heads * queries * (keys ?? queries) * scoreBytes;
  return Math.max(1, Math.min(Math.ceil(wholeBytes / form.maximumScoreBytes), queries));
}
