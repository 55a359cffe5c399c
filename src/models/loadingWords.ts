import type { LoadingStage } from './packageStore';
import { bytesInWords } from './words';
import { tr } from '../../workers/texts/texts';

/** The share of a loading that is done, 0…1; null while it cannot be told. */
export const loadingShare = ({ phase, loadedBytes, totalBytes }: LoadingStage): number | null =>
  phase === 'loading' && totalBytes ? Math.min(1, loadedBytes / totalBytes) : null;

/** How far the loading of a package is, in words. */
export function loadingInWords({ phase, part, loadedBytes, totalBytes }: LoadingStage): string {
  const which = part === null ? tr`the model` : tr`the ${part}`;
  if (phase === 'preparing') return tr`Preparing ${which} for this device; the first time takes longer`;
  if (phase === 'checking') return tr`Checking that ${which} computes rightly here`;
  return loadedBytes === 0
    ? tr`Reading the model`
    : totalBytes === null
      ? tr`Reading the model · ${bytesInWords(loadedBytes)}`
      : tr`Reading the model · ${bytesInWords(loadedBytes)} of ${bytesInWords(totalBytes)}`;
}
