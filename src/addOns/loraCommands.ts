import { maximumLoras } from '../../workers/protocol/addOns';
import { setSetting, setSettings } from '../document/commands';
import { documentStore } from '../document/documentStore';
import { notify } from '../ui/notices';
import type { KeptAddOn } from './keptAddOns';
import { tr } from '../../workers/texts/texts';

const loras = () => documentStore.getState().settings.loras;

/** Lets a kept LoRA take part in the edit, as strongly as its maker says; one that does already stays as it is. */
export function addLora({ sha256, title, facts }: KeptAddOn): void {
  if (loras().some((lora) => lora.sha256 === sha256)) return;
  if (loras().length >= maximumLoras) return notify(tr`An edit takes ${maximumLoras} LoRAs at most. Remove one first.`);
  setSettings({ loras: [...loras(), { sha256, name: title.slice(0, 200), strength: facts.strength }] }, tr`Add LoRA`);
}

export function removeLora(sha256: string): void {
  setSettings({ loras: loras().filter((lora) => lora.sha256 !== sha256) }, tr`Remove LoRA`);
}

export function setLoraStrength(sha256: string, strength: number): void {
  setSetting(
    'loras',
    loras().map((lora) => (lora.sha256 === sha256 ? { ...lora, strength } : lora)),
  );
}

/** Puts a word at the end of the prompt, unless it stands there already. */
export function putIntoPrompt(word: string): void {
  const { prompt } = documentStore.getState().settings;
  if (prompt.toLowerCase().includes(word.toLowerCase())) return;
  const before = prompt.replace(/[\s,]+$/, '');
  setSettings({ prompt: before === '' ? word : `${before}, ${word}` }, 'Prompt');
}
