import type { GenerationNotes } from '../../protocol/generationNotes';
import { firstMember, looseJson, member, notesOfFound, numberOrNull, textOrNull } from './foundNotes';
import { tr } from '../../texts/texts';

const mostLoras = 64;

function lorasOf(settings: object): GenerationNotes['loras'] {
  const combined = Array.from({ length: mostLoras }, (_, i) => textOrNull(member(settings, `lora_combined_${i + 1}`)));
  const written = combined.flatMap((one) => {
    // “name : weight”, or “enabled : name : weight”.
    const parts = (one ?? '').split(' : ');
    const name = parts.at(-2) ?? '';
    return name === '' || name === 'None' || parts[0] === 'False' ? [] : [{ name, strength: numberOrNull(parts.at(-1)) ?? 1 }];
  });
  const listed = member(settings, 'loras');
  const pairs = (Array.isArray(listed) ? (listed as unknown[]) : []).flatMap((one) => {
    const [name, strength] = Array.isArray(one) ? (one as unknown[]) : [];
    return typeof name === 'string' && name !== 'None' ? [{ name, strength: numberOrNull(strength) ?? 1 }] : [];
  });
  return written.length > 0 ? written : pairs;
}

/** Fooocus’ own scheme: `parameters` is one flat object, whose size is written “(width, height)”. Null where it is none. */
export function notesOfFooocus(text: string): GenerationNotes | null {
  const settings = looseJson(text);
  if (typeof settings !== 'object' || settings === null || firstMember(settings, 'base_model', 'performance', 'full_prompt') === undefined)
    return null;
  const [, width, height] = /(\d+)\D+(\d+)/.exec((textOrNull(member(settings, 'resolution')) ?? '').slice(0, 40)) ?? [];
  const styles = firstMember(settings, 'styles');
  const plain = styles === undefined || styles === '[]' || (Array.isArray(styles) && styles.length === 0);
  return notesOfFound({
    tool: 'Fooocus',
    prompt: member(settings, 'prompt'),
    negativePrompt: member(settings, 'negative_prompt'),
    seed: member(settings, 'seed'),
    steps: member(settings, 'steps'),
    guidance: member(settings, 'guidance_scale'),
    sampler: member(settings, 'sampler'),
    spacing: member(settings, 'scheduler'),
    width,
    height,
    model: member(settings, 'base_model'),
    loras: lorasOf(settings),
    left: [
      ...(plain ? [] : [tr`its styles, which add words of their own`]),
      ...(['None', undefined].includes(textOrNull(member(settings, 'refiner_model')) ?? undefined) ? [] : [tr`its refiner model`]),
    ],
  });
}
