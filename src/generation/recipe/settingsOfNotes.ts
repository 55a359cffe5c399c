import { loraStrengths, maximumLoras, type LoraUse } from '../../../workers/protocol/addOns';
import type { Size } from '../../../workers/protocol/geometry';
import type { GenerationNotes } from '../../../workers/protocol/generationNotes';
import { maximumPromptLength, maximumSeed, maximumSteps } from '../../../workers/protocol/recipe';
import { loraNamed } from '../../addOns/runAddOns';
import type { KeptAddOn } from '../../addOns/keptAddOns';
import { readTags } from '../../addOns/promptTags';
import type { Settings } from '../../document/documentState';
import { schedulers } from '../methods/methods';
import { form, plural, tr } from '../../../workers/texts/texts';
import { stepsInWords } from '../../ui/stepsInWords';

/** What notes of another tool become here. */
export interface TakenNotes {
  readonly settings: Partial<Settings>;
  /** What was taken over, as words in a row. */
  readonly taken: readonly string[];
  /** What was not, and why, as words in a row. */
  readonly left: readonly string[];
}

/** What is here already. */
interface Here {
  readonly picture: Size;
  readonly addOns: readonly KeptAddOn[];
  /** Of the model in use; null while none is loaded. */
  readonly model: string | null;
}

const mostGuidance = 50;

/** Takes over what another tool noted, as far as it can be had here; the rest is told. Nothing that is not noted is touched. */
export function settingsOfNotes(notes: GenerationNotes, { picture, addOns, model }: Here): TakenNotes {
  const settings: { -readonly [K in keyof Settings]?: Settings[K] } = {};
  const taken: string[] = [];
  const left: string[] = [];

  const text = (key: 'prompt' | 'negativePrompt', words: string): void => {
    const value = notes[key];
    if (value === null) return;
    settings[key] = value.slice(0, maximumPromptLength);
    if (value !== '') taken.push(words);
    if (value.length > maximumPromptLength) left.push(tr`what of the ${words} is beyond ${maximumPromptLength} characters`);
  };
  const within = (value: number, least: number, most: number) => value >= least && value <= most;

  text('prompt', 'prompt');
  text('negativePrompt', tr`negative prompt`);
  if (notes.seed !== null) {
    if (Number.isInteger(notes.seed) && within(notes.seed, 0, maximumSeed)) {
      settings.seed = notes.seed;
      taken.push(tr`seed ${notes.seed}`);
    } else left.push(tr`its seed, which has more than 32 bits`);
  }
  if (notes.steps !== null) {
    if (Number.isInteger(notes.steps) && within(notes.steps, 1, maximumSteps)) {
      settings.steps = notes.steps;
      taken.push(stepsInWords(notes.steps));
    } else left.push(tr`its ${notes.steps} steps`);
  }
  if (notes.guidance !== null) {
    if (within(notes.guidance, 0, mostGuidance)) {
      settings.guidance = notes.guidance;
      taken.push(tr`guidance ${notes.guidance}`);
    } else left.push(tr`its guidance of ${notes.guidance}`);
  }
  if (notes.strength !== null && notes.strength > 0 && notes.strength <= 1) {
    settings.strength = notes.strength;
    taken.push(tr`global strength ${Math.round(notes.strength * 100)} %`);
  }
  if (notes.scheduler) {
    settings.scheduler = notes.scheduler;
    taken.push(schedulers.find(({ value }) => value === notes.scheduler)?.label ?? notes.scheduler);
  } else if (notes.sampler !== null) left.push(tr`the sampler “${notes.sampler}”, which is not here`);
  if (notes.spacing !== null) left.push(tr`the ${notes.spacing} spacing of its noise levels`);

  const loras: LoraUse[] = [];
  for (const { name, strength } of notes.loras) {
    const known = loraNamed(name, addOns);
    if (!known) left.push(tr`the LoRA “${name}”, which is not kept here`);
    else if (within(strength, loraStrengths.least, loraStrengths.most))
      loras.push({ sha256: known.sha256, name: known.title.slice(0, 200), strength });
  }
  for (const { name } of readTags(notes.prompt ?? '').tags)
    if (!loraNamed(name, addOns)) left.push(tr`the LoRA “${name}”, which is not kept here`);
  if (notes.loras.length > 0) settings.loras = loras.slice(0, maximumLoras);
  if (loras.length > 0) taken.push(plural(loras.length, form`its LoRA`, form`${loras.length} LoRAs`));

  if (notes.model !== null && notes.model !== model)
    left.push(model === null ? tr`the model “${notes.model}”` : tr`the model “${notes.model}”: ${model} is in use`);
  const { size } = notes;
  if (size && (size.width !== picture.width || size.height !== picture.height)) left.push(tr`its size of ${size.width} × ${size.height}`);
  return { settings, taken, left: [...left, ...notes.left] };
}
