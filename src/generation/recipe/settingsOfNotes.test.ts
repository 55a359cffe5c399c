import { expect, it } from 'vitest';
import type { GenerationNotes } from '../../../workers/protocol/generationNotes';
import type { KeptAddOn } from '../../addOns/keptAddOns';
import { settingsOfNotes } from './settingsOfNotes';

const notes: GenerationNotes = {
  tool: 'ComfyUI',
  ...{ prompt: 'a lake <lora:gone:1>', negativePrompt: '', seed: 7, steps: 25, guidance: 6.5, strength: 0.8 },
  ...{ sampler: 'dpmpp_2m', scheduler: 'DPMSolverMultistepScheduler', spacing: 'karras', model: 'dreamy' },
  size: { width: 512, height: 768 },
  loras: [
    { name: 'Ink', strength: 0.7 },
    { name: 'lost', strength: 1 },
  ],
  left: ['its ControlNets'],
};
const ink = { id: 'i', title: 'ink', sha256: 'a'.repeat(64), facts: { kind: 'lora' } } as KeptAddOn;
const here = { picture: { width: 512, height: 768 }, addOns: [ink], model: 'starter' };

it('takes over what can be had and names the rest', () => {
  const { settings, taken, left } = settingsOfNotes(notes, here);
  expect(settings).toEqual({
    ...{ prompt: 'a lake <lora:gone:1>', negativePrompt: '', seed: 7, steps: 25, guidance: 6.5, strength: 0.8 },
    scheduler: 'DPMSolverMultistepScheduler',
    loras: [{ sha256: ink.sha256, name: 'ink', strength: 0.7 }],
  });
  expect(taken).toEqual(['prompt', 'seed 7', '25 steps', 'guidance 6.5', 'global strength 80 %', 'DPM-Solver++ 2M', 'its LoRA']);
  expect(left).toEqual([
    'the karras spacing of its noise levels',
    'the LoRA “lost”, which is not kept here',
    'the LoRA “gone”, which is not kept here',
    'the model “dreamy”: starter is in use',
    'its ControlNets',
  ]);
});

it('leaves alone what is out of range or not noted', () => {
  const wild = { seed: 2 ** 40, steps: 1000, guidance: 99, strength: 7, sampler: 'DPM++ SDE', scheduler: null, spacing: null };
  const { settings, left } = settingsOfNotes({ ...notes, ...wild, prompt: null, negativePrompt: null, loras: [], model: 'starter' }, here);
  expect(settings).toEqual({});
  expect(left).toEqual([
    'its seed, which has more than 32 bits',
    'its 1000 steps',
    'its guidance of 99',
    'the sampler “DPM++ SDE”, which is not here',
    'its ControlNets',
  ]);
});
