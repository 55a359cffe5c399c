import { describe, expect, it } from 'vitest';
import type { GenerationNotes } from '../../protocol/generationNotes';
import type { Recipe } from '../../protocol/recipe';
import { parametersText } from '../export/parametersText';
import { comfyExif, fooocusExif, jpegWith, pngWith, unicodeComment, webpWith } from '../fixtures/carrying';
import * as foreign from '../fixtures/foreignTexts';
import { readCarried } from './carriedSettings';
import { samplerOf } from './samplerNames';
import { recipeInXmp, recipeStatement } from './xmpRecipe';

async function notesIn(file: Uint8Array): Promise<GenerationNotes> {
  const carried = await readCarried(file);
  if (!carried || !('notes' in carried)) throw new Error('no notes');
  return carried.notes;
}

const lake = { prompt: 'a house by a lake', negativePrompt: 'rain' };

describe('what other tools write is read', () => {
  it('InvokeAI', async () => {
    expect(await notesIn(pngWith({ invokeai_metadata: foreign.invokeMetadata }))).toEqual({
      tool: 'InvokeAI',
      ...lake,
      ...{ seed: 1234567, steps: 30, guidance: 7.5, strength: 0.55, sampler: 'euler_a', spacing: null, model: 'Dreamy 8', left: [] },
      scheduler: 'EulerAncestralDiscreteScheduler',
      size: { width: 768, height: 512 },
      loras: [{ name: 'ink', strength: 0.75 }],
    });
  });

  it('InvokeAI of old', async () => {
    expect(await notesIn(pngWith({ 'sd-metadata': foreign.oldInvokeMetadata }))).toMatchObject({
      ...lake,
      ...{ tool: 'InvokeAI', seed: 99, steps: 40, guidance: 8, scheduler: 'LMSDiscreteScheduler', model: 'stable-diffusion-1.5' },
    });
  });

  const comfy = {
    tool: 'ComfyUI',
    ...{ prompt: 'a house by a lake', negativePrompt: 'rain, people', seed: 156680208700286, steps: 25, guidance: 6.5, strength: 0.8 },
    ...{ sampler: 'dpmpp_2m', scheduler: 'DPMSolverMultistepScheduler', spacing: 'karras', model: 'dreamy_v8' },
    size: { width: 512, height: 768 },
    loras: [{ name: 'ink', strength: 0.7 }],
    left: ['the other sampler of its graph', 'its ControlNets'],
  };

  it('ComfyUI, in a PNG and in a WebP', async () => {
    expect(await notesIn(pngWith({ workflow: '{}', prompt: foreign.comfyGraph }))).toEqual(comfy);
    expect(await notesIn(webpWith(comfyExif(foreign.comfyGraph)))).toEqual(comfy);
  });

  it('ComfyUI, with a sampler of parts', async () => {
    expect(await notesIn(pngWith({ prompt: foreign.comfyCustomGraph }))).toMatchObject({
      ...{ prompt: 'a red barn', negativePrompt: '', seed: 77, steps: 12, guidance: 4, strength: 1, spacing: null, model: 'xl' },
      ...{ scheduler: 'UniPCMultistepScheduler', size: { width: 1024, height: 1024 } },
    });
  });

  it('Fooocus, in a PNG and in a JPEG', async () => {
    const fooocus = {
      ...lake,
      ...{ tool: 'Fooocus', seed: 4242424242, steps: 30, guidance: 4, strength: null, sampler: 'dpmpp_2m_sde_gpu', scheduler: null },
      ...{ spacing: 'karras', model: 'juggernautXL_v8', size: { width: 1152, height: 896 } },
      loras: [{ name: 'sd_xl_offset', strength: 0.1 }],
      left: ['its styles, which add words of their own'],
    };
    expect(await notesIn(pngWith({ parameters: foreign.fooocusParameters, fooocus_scheme: 'fooocus' }))).toEqual(fooocus);
    expect(await notesIn(jpegWith(fooocusExif(foreign.fooocusParameters, 'fooocus')))).toEqual(fooocus);
  });

  it('Krita AI Diffusion', async () => {
    expect(await notesIn(pngWith({ parameters: foreign.kritaParameters }))).toMatchObject({
      ...{ tool: 'Krita AI Diffusion', prompt: 'a house by a lake <lora:ink:0.7>', negativePrompt: 'rain', seed: 815, steps: 20 },
      ...{ guidance: 7, strength: 0.6, scheduler: 'DPMSolverMultistepScheduler', model: 'dreamy_v8', size: { width: 640, height: 512 } },
    });
  });

  it('the web interfaces, in PNG, JPEG and WebP, in any script and order of bytes', async () => {
    const text = '湖の家, Häuschen 🏠\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 1, Size: 64x32, Version: v1.9.4';
    const files = [pngWith({ parameters: text }), jpegWith(unicodeComment(text)), webpWith(unicodeComment(text, true))];
    for (const file of files)
      expect(await notesIn(file)).toMatchObject({
        ...{ tool: 'Stable Diffusion web UI', prompt: '湖の家, Häuschen 🏠', spacing: 'Karras', scheduler: 'DPMSolverMultistepScheduler' },
      });
  });

  it('nothing from files that say nothing', async () => {
    for (const texts of [{}, { parameters: 'a house' }, { prompt: 'a house' }, { prompt: '{"a":1}' }, { invokeai_metadata: '7' }] as const)
      expect(await readCarried(pngWith(texts as Record<string, string>))).toBeNull();
    expect(await readCarried(new TextEncoder().encode('no picture'))).toBeNull();
  });
});

it.each([
  ['Euler a', '', 'EulerAncestralDiscreteScheduler', null],
  ['DPM++ 2M', 'Karras', 'DPMSolverMultistepScheduler', 'Karras'],
  ['DPM++ 2M', 'Automatic', 'DPMSolverMultistepScheduler', null],
  ['DPM++ SDE Karras', '', null, 'Karras'],
  ['dpmpp_2m_k', '', 'DPMSolverMultistepScheduler', 'karras'],
  ['DPM2 a', '', 'KDPM2AncestralDiscreteScheduler', null],
  ['PLMS', '', 'PNDMScheduler', null],
  ['Alternative - Euler a', '', 'EulerAncestralDiscreteScheduler', null],
  ['constructor', '', null, null],
])('the sampler “%s” (%s)', (name, spacedAs, scheduler, spacing) => expect(samplerOf(name, spacedAs)).toEqual({ scheduler, spacing }));

it('XMP gives a recipe back, also written anew by others', () => {
  const json = '{"a":"<b> & \\"c\\" \'d\' é\\n"}';
  expect(recipeInXmp(recipeStatement(json))).toBe(json);
  expect(recipeInXmp('xmlns:sfumato="urn:x-sfumato:1/"><sfumato:recipe>{&quot;a&quot;:&#49;&#x32;}</sfumato:recipe>')).toBe('{"a":12}');
  expect(recipeInXmp('sfumato:recipe="{}"')).toBeNull();
});

it('what we write for others reads as it was meant', async () => {
  const recipe = {
    ...{ prompt: 'a house: big, red', negativePrompt: 'rain', steps: 20, guidance: 7.5, seed: 42, strength: 0.8, scheduler: null },
    ...{ package: { id: 'a, b: "c"', sha256: null }, area: { modelWidth: 512, modelHeight: 256 }, method: { name: 'differential' } },
    loras: [{ sha256: 'a'.repeat(64), name: 'ink', strength: 0.7 }],
  } as unknown as Recipe;
  const notes = await notesIn(pngWith({ parameters: parametersText(recipe, 'EulerAncestralDiscreteScheduler') }));
  expect(notes).toMatchObject({
    ...{ tool: 'Sfumato', prompt: 'a house: big, red <lora:ink:0.7>', negativePrompt: 'rain', seed: 42, model: 'a, b: "c"' },
    ...{ scheduler: 'EulerAncestralDiscreteScheduler', size: { width: 512, height: 256 }, strength: 0.8 },
  });
});
