import type { GenerationNotes } from '../../protocol/generationNotes';
import { firstMember, looseJson, member, notesOfFound, numberOrNull, textOrNull } from './foundNotes';
import { tr } from '../../texts/texts';

function lorasOf(metadata: unknown): GenerationNotes['loras'] {
  const listed = member(metadata, 'loras');
  return (Array.isArray(listed) ? (listed as unknown[]) : []).flatMap((one) => {
    const named = firstMember(one, 'model', 'lora');
    const name = textOrNull(firstMember(named, 'name', 'model_name'));
    return name === null ? [] : [{ name, strength: numberOrNull(member(one, 'weight')) ?? 1 }];
  });
}

/** InvokeAI’s `invokeai_metadata`: one flat object. */
export function notesOfInvoke(text: string): GenerationNotes | null {
  const metadata = looseJson(text);
  if (typeof metadata !== 'object' || metadata === null) return null;
  const controls = firstMember(metadata, 'controlnets', 'control_layers');
  const model = firstMember(metadata, 'model');
  return notesOfFound({
    tool: 'InvokeAI',
    prompt: member(metadata, 'positive_prompt'),
    negativePrompt: member(metadata, 'negative_prompt'),
    seed: member(metadata, 'seed'),
    steps: member(metadata, 'steps'),
    guidance: member(metadata, 'cfg_scale'),
    strength: member(metadata, 'strength'),
    sampler: member(metadata, 'scheduler'),
    width: member(metadata, 'width'),
    height: member(metadata, 'height'),
    model: textOrNull(model) ?? firstMember(model, 'name', 'model_name'),
    loras: lorasOf(metadata),
    left: Array.isArray(controls) && controls.length > 0 ? [tr`its ControlNets`] : [],
  });
}

/** InvokeAI’s older `sd-metadata`, whose prompt is a list of weighted texts with the negative one in square brackets. */
export function notesOfOldInvoke(text: string): GenerationNotes | null {
  const metadata = looseJson(text);
  const image = member(metadata, 'image');
  if (typeof image !== 'object' || image === null) return null;
  const listed = member(image, 'prompt');
  const texts = Array.isArray(listed) ? (listed as unknown[]).map((one) => textOrNull(member(one, 'prompt')) ?? '') : [listed];
  const whole = texts.filter((one) => typeof one === 'string').join(', ');
  const negative = [...whole.matchAll(/\[([^[\]]*)\]/g)].map(([, inside = '']) => inside);
  return notesOfFound({
    tool: 'InvokeAI',
    prompt: whole.replaceAll(/\[[^[\]]*\]/g, '').trim(),
    negativePrompt: negative.join(', '),
    seed: member(image, 'seed'),
    steps: member(image, 'steps'),
    guidance: member(image, 'cfg_scale'),
    strength: member(image, 'strength'),
    sampler: member(image, 'sampler'),
    width: member(image, 'width'),
    height: member(image, 'height'),
    model: member(metadata, 'model_weights'),
  });
}
