import { beforeEach, expect, it } from 'vitest';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import type { KeptAddOn } from './keptAddOns';
import { addLora, putIntoPrompt, removeLora, setLoraStrength } from './loraCommands';

const kept = (letter: string): KeptAddOn => ({
  id: letter,
  title: letter,
  sha256: letter.repeat(64),
  facts: { kind: 'lora', family: 'sd1', words: '', notes: [], triggerWords: [], strength: 0.7, token: null },
});
const settings = () => documentStore.getState().settings;

beforeEach(() => documentStore.setState(emptyDocument));

it('adds a LoRA once, as strongly as its maker says, moves its strength, and takes it out', () => {
  addLora(kept('a'));
  addLora(kept('a'));
  addLora(kept('b'));
  setLoraStrength('b'.repeat(64), -1.5);
  expect(settings().loras.map(({ name, strength }) => [name, strength])).toEqual([
    ['a', 0.7],
    ['b', -1.5],
  ]);
  removeLora('a'.repeat(64));
  expect(settings().loras.map(({ name }) => name)).toEqual(['b']);
});

it('takes no more LoRAs than an edit can have', () => {
  for (const letter of '0123456789abcdefg') addLora(kept(letter));
  expect(settings().loras).toHaveLength(16);
});

it('puts a word behind the prompt, once', () => {
  putIntoPrompt('night style');
  putIntoPrompt('ink');
  putIntoPrompt('Night Style');
  expect(settings().prompt).toBe('night style, ink');
});
