import { loraStrengths, maximumLoras, type LoraUse } from '../../workers/protocol/addOns';
import type { Recipe } from '../../workers/protocol/recipe';
import type { Settings } from '../document/documentState';
import { fitting, misfit, refusesAddOns, type KeptAddOn, type TakingModel } from './keptAddOns';
import { readTags } from './promptTags';
import { tr } from '../../workers/texts/texts';

/** What a run adds to its model, and its texts without the tags that said so. */
export interface RunAddOns extends Pick<Recipe, 'loras' | 'embeddings' | 'prompt' | 'negativePrompt'> {
  /** What was left out and why, in sentences. */
  readonly notes: readonly string[];
  /** Those of the notes that are about the texts' tags. */
  readonly tagNotes: readonly string[];
}

/**
 * Finds the add-ons of a run: the LoRAs of the settings and those that the prompt names, as far as they are kept and go with the model, and
 * the embeddings whose words stand in a text. A LoRA that both name has the prompt's strength.
 */
export function runAddOns(
  { prompt, negativePrompt, loras }: Pick<Settings, 'prompt' | 'negativePrompt' | 'loras'>,
  kept: readonly KeptAddOn[],
  model: TakingModel,
): RunAddOns {
  const [wanted, unwanted] = [readTags(prompt), readTags(negativePrompt)];
  const texts = { prompt: wanted.text, negativePrompt: unwanted.text };
  const tags = [...wanted.tags, ...unwanted.tags];
  const refusal = refusesAddOns(model);
  if (refusal !== null) {
    const names = [...new Set([...loras, ...tags].map(({ name }) => `“${name}”`))];
    const notes = names.length > 0 ? [tr`Left out: ${names.join(', ')}. ${refusal}`] : [];
    return { ...texts, loras: [], embeddings: [], notes, tagNotes: notes };
  }
  const notes: string[] = [];
  const uses = new Map<string, LoraUse>();
  const add = (use: LoraUse): void => {
    const known = kept.find(({ sha256, facts }) => sha256 === use.sha256 && facts.kind === 'lora');
    const why = known ? misfit(known.facts, model) : tr`It is not kept here any more: add its file again under Models.`;
    if (why === null) uses.set(use.sha256, use);
    else notes.push(tr`The LoRA “${use.name}” was left out. ${why}`);
  };
  loras.forEach(add);
  const ofRows = notes.length;
  for (const { name, strength, split } of tags) {
    const known = loraNamed(name, kept);
    if (known) add({ sha256: known.sha256, name: known.title, strength: clamped(strength) });
    else notes.push(tr`No LoRA “${name}” is kept here, so the prompt’s tag was left out.`);
    if (known && split)
      notes.push(tr`“${name}” has one strength for text and picture here: ${strength}, as the prompt gives it for the picture.`);
  }
  const spoken = [wanted.text, unwanted.text].map((text) => text.toLowerCase());
  const embeddings = fitting(kept, 'embedding', model).flatMap(({ sha256, facts: { token } }) =>
    token !== null && spoken.some((text) => text.includes(token.toLowerCase())) ? [{ sha256, token }] : [],
  );
  const all = [...uses.values()];
  if (all.length > maximumLoras) notes.push(tr`Only the first ${maximumLoras} LoRAs take part.`);
  return { ...texts, loras: all.slice(0, maximumLoras), embeddings, notes, tagNotes: notes.slice(ofRows) };
}

/** The LoRA that a tag names: by its title, in capitals or not. */
export function loraNamed(name: string, kept: readonly KeptAddOn[]): KeptAddOn | undefined {
  const wanted = name.toLowerCase();
  return kept.find(({ title, facts }) => facts.kind === 'lora' && title.toLowerCase() === wanted);
}

function clamped(strength: number): number {
  return Math.min(loraStrengths.most, Math.max(loraStrengths.least, strength));
}
