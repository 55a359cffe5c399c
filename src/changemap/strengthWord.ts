import { tr } from '../../workers/texts/texts';

/** The words for strengths, from the weakest on. */
export const strengthWords: readonly string[] = [tr`keep`, tr`retouch`, tr`restyle`, tr`redraw`, tr`reinvent`];

/** Upper ends of the first words' ranges. */
const upTo = [0, 0.35, 0.6, 0.85];

/** Words for a strength 0…1, so that a grey says what it will do. */
export function strengthWord(strength: number): string {
  const at = upTo.findIndex((end) => strength <= end);
  return strengthWords[at < 0 ? upTo.length : at] ?? '';
}
