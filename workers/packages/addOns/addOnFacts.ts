import type { AddOnFacts, AddOnFamily } from '../../protocol/addOns';
import { families, type WeightsFamily } from '../../weights/identify/families';
import type { OpenedCheckpoint } from '../../weights/identify/opened';
import type { OpenedEmbedding } from '../../weights/identify/openEmbedding';
import type { OpenedWeights } from '../../weights/identify/openWeights';
import type { OpenedLora } from '../../weights/lora/openLora';
import { familyName } from '../checkpoint/checkpointWords';
import { partWords } from '../partWords';
import { suggestedStrength } from './suggestedStrength';
import { form, plural, tr } from '../../texts/texts';
import { tellerInWords } from '../../texts/words';

/** Names are listed up to here; the rest is a number. */
const namesShown = 3;

/** What an opened file is as an add-on; null where it is none. @param name of the file. */
export function addOnFacts(opened: OpenedWeights, name: string): AddOnFacts | null {
  switch (opened.kind) {
    case 'lora':
      return loraFacts(opened);
    case 'embedding':
      return embeddingFacts(opened);
    case 'controlnet':
      return controlNetFacts(opened, name);
    default:
      return null;
  }
}

const plain: Pick<AddOnFacts, 'triggerWords' | 'strength' | 'token'> = { triggerWords: [], strength: 1, token: null };
const kinds: Readonly<Record<OpenedLora['network'], string>> = {
  lora: 'LoRA',
  locon: 'LoCon',
  loha: 'LoHa',
  lokr: 'LoKr',
  dora: 'DoRA',
  difference: tr`Difference of weights`,
};

function loraFacts({ family, network, rank, types, parts, unmatched, words, guess, notes }: OpenedLora): AddOnFacts {
  const what =
    rank === null ? tr`${kinds[network]} for ${familyName(family)}` : tr`${kinds[network]} of rank ${rank} for ${familyName(family)}`;
  const said = [
    ...strangers(unmatched, family),
    ...brought(words),
    ...(guess?.fewStep === undefined
      ? []
      : [
          guess.fewStep === 'lcm'
            ? tr`By its ${tellerInWords(guess.from)} it makes a model a few-step one (LCM): with it, choose 2 to 8 steps, guidance 1 to 2 and the scheduler LCM.`
            : tr`By its ${tellerInWords(guess.from)} it makes a model a few-step one (${guess.fewStep.toUpperCase()}): with it, choose 2 to 8 steps, guidance 1 to 2.`,
        ]),
    ...(guess?.prediction === 'v' ? [tr`By its ${tellerInWords(guess.from)} it was trained for models that predict v.`] : []),
    ...(notes.trainedOn === null ? [] : [tr`Trained on “${notes.trainedOn}”.`]),
    ...(notes.usageHint === null ? [] : [tr`Its maker says: ${notes.usageHint}`]),
    ...(notes.license === null ? [] : [tr`Licence: ${notes.license}.`]),
  ];
  return {
    ...plain,
    kind: 'lora',
    family: addOnFamily(family),
    words: tr`${what}; changes ${parts.map(partWords).join(', ')}; stored as ${types.join(' and ')}`,
    notes: said,
    triggerWords: [...new Set([...words, ...notes.triggerWords])],
    strength: suggestedStrength(notes.usageHint) ?? 1,
  };
}

function brought(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  return [
    plural(
      words.length,
      form`It brings an embedding of its own: write ${quoted(words)} in a prompt, or in the negative one.`,
      form`It brings embeddings of its own: write ${quoted(words)} in a prompt, or in the negative one.`,
    ),
  ];
}

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ');

function strangers(unmatched: readonly string[], family: WeightsFamily): string[] {
  if (unmatched.length === 0) return [];
  const names = unmatched.slice(0, namesShown).map((key) => `“${key}”`);
  const more = unmatched.length > namesShown ? tr` and ${unmatched.length - namesShown} more` : '';
  return [
    tr`Of its keys some match nothing in the published ${familyName(family)}, where they have no effect: ${names.join(', ')}${more}.`,
  ];
}

function embeddingFacts({ family, vectors, token }: OpenedEmbedding): AddOnFacts {
  return {
    ...plain,
    kind: 'embedding',
    family: addOnFamily(family),
    words: plural(
      vectors,
      form`Embedding of one vector for ${familyName(family)}`,
      form`Embedding of ${vectors} vectors for ${familyName(family)}`,
    ),
    notes: [tr`Write “${token}” in a prompt, or in the negative one, to use it.`],
    token,
  };
}

function controlNetFacts({ family, networks }: OpenedCheckpoint, name: string): AddOnFacts {
  const isShuffle = /shuffle/i.test(name);
  const own = family ?? 'sd1';
  const channels = networks.controlNet?.network.blockOutChannels.join('-') ?? '';
  return {
    ...plain,
    kind: 'controlnet',
    family: addOnFamily(own),
    words: tr`ControlNet for ${familyName(own)}, its levels ${channels} channels wide`,
    notes: isShuffle
      ? [tr`By its name it shuffles pictures (it gives one number a channel), which no guide of the studio leads rightly.`]
      : [tr`Lay a guide over the picture to be led by it.`],
  };
}

/** Whose models take it. */
export function addOnFamily(name: WeightsFamily): AddOnFamily {
  if (name === 'sdxl-refiner') return name;
  const family = families.find((one) => one.name === name);
  if (family?.latents === 'sdxl') return 'sdxl';
  return family?.contexts[0] === 1024 ? 'sd2' : 'sd1';
}
