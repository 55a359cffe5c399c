import { meanOf } from '../../../workers/maps/contrast/softContrast';
import type { Phase } from '../../../workers/protocol/engine';
import type { Question } from './findStore';
import { tr } from '../../../workers/texts/texts';

const phases: Readonly<Partial<Record<Phase, string>>> = {
  loading: tr`Loading the model`,
  preparing: tr`Preparing the model (the first run takes longer)`,
  checking: tr`Checking that the model computes rightly here`,
  'encoding-text': tr`Reading both sentences`,
  'encoding-picture': tr`Encoding the picture`,
};

/** What a look does, until its first noise has come. */
export const phaseWords = (phase: Phase): string => phases[phase] ?? tr`Comparing: contrast`;

/** How calm the contrast is, by how much the last noise moved it. */
export function movementWords(movement: number | null): string {
  if (movement === null) return tr`a first glimpse`;
  if (movement < 0.08) return tr`hardly anything moves now`;
  return movement < 0.15 ? tr`growing steady` : tr`still moving`;
}

/** What stands in the way of a look; null where nothing does. */
export function questionProblem({ prompt, reference }: Pick<Question, 'prompt' | 'reference'>): string | null {
  if (prompt === '') return tr`Say in the prompt what the picture should show instead.`;
  return prompt === reference
    ? tr`Both sentences are the same: nothing would differ. Change the words for what should become another.`
    : null;
}

/** Beyond this share of the picture a map no longer says where. */
const everywhereShare = 0.6;

/** What is to be known of what was found, and what to do about it; null where it is as it should be. */
export function findingProblem(differences: Float32Array, share: number): string | null {
  if (!(meanOf(differences) > 0))
    return tr`The model sees no difference between the two sentences in this picture. Describe the change more plainly.`;
  if (share === 0) return tr`Nothing is left of what differs: move “Changes from” to the left, or leave out fewer specks.`;
  if (share < everywhereShare) return null;
  return tr`Nearly everything differs, ${Math.round(share * 100)} %: move “Changes from” right, or let fewer words differ.`;
}

const wordsOf = (text: string): string[] => text.split(/[\s,.;]+/).filter((word) => word !== '');

/** How a map that was found is called: by the words that are new. */
export function foundName({ prompt, reference }: Pick<Question, 'prompt' | 'reference'>): string {
  const known = new Set(wordsOf(reference.toLowerCase()));
  const fresh = wordsOf(prompt).filter((word) => !known.has(word.toLowerCase()));
  const words = fresh.slice(0, 3).join(' ');
  return words === '' ? tr`Found` : tr`Found: ${words.slice(0, 40)}`;
}
