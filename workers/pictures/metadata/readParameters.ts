import type { GenerationNotes } from '../../protocol/generationNotes';
import { notesOfFound } from './foundNotes';
import { tr } from '../../texts/texts';

/** One “Key: value” of the last line; a value in quotation marks is a JSON string and may hold commas. */
const pair = /(\w[\w \-/]{1,80}):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g;
/** A last line with fewer pairs than this is part of the text. */
const leastPairs = 3;
const negativeMark = 'Negative prompt:';

/** A text of the `parameters` convention, taken apart. */
export interface Parameters {
  readonly prompt: string;
  readonly negativePrompt: string;
  /** By their keys as they stand there. */
  readonly values: ReadonlyMap<string, string>;
}

function unquoted(value: string): string {
  if (!value.startsWith('"') || !value.endsWith('"')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'string' ? parsed : value;
  } catch {
    return value;
  }
}

/**
 * Takes a text apart as A1111's web interface does: the prompt's lines, from a line that begins “Negative prompt:” on those of the
 * negative prompt, and a last line of at least three “Key: value” pairs.
 */
export function readParameters(text: string): Parameters {
  const lines = text.trim().split('\n');
  const last = lines.at(-1) ?? '';
  const pairs = [...last.matchAll(pair)];
  if (pairs.length >= leastPairs) lines.pop();
  const [prompt, negative]: [string[], string[]] = [[], []];
  let isNegative = false;
  for (const line of lines.map((one) => one.trim())) {
    const begins = line.startsWith(negativeMark);
    isNegative ||= begins;
    (isNegative ? negative : prompt).push(begins ? line.slice(negativeMark.length).trim() : line);
  }
  const values = pairs.length < leastPairs ? [] : pairs.map(([, key = '', value = '']) => [key, unquoted(value.trim())] as const);
  return { prompt: prompt.join('\n'), negativePrompt: negative.join('\n').trim(), values: new Map(values) };
}

function toolOf({ values }: Parameters, scheme: string | undefined): string {
  const version = values.get('Version') ?? '';
  if (values.has('App')) return values.get('App') ?? '';
  if (/fooocus/i.test(version) || scheme !== undefined) return 'Fooocus';
  if (/^f\d/.test(version)) return 'Forge';
  if (/^(comfyui|sfumato)/i.test(version)) return /^c/i.test(version) ? 'ComfyUI' : 'Sfumato';
  if (values.get('Model hash') === 'unknown') return 'Krita AI Diffusion';
  return 'Stable Diffusion web UI';
}

const unsupported: readonly (readonly [key: RegExp, words: string])[] = [
  [/^Hires (upscale|steps|upscaler)/, tr`the second pass at a higher resolution`],
  [/^Clip skip$/, tr`how many of the text encoder’s layers are skipped`],
  [/^ControlNet/, tr`its ControlNets`],
  [/^(ADetailer model|Face restoration)$/, tr`the repair of faces`],
  [/^Refiner$/, tr`the change to another model on the way`],
  [/^Styles$/, tr`its styles`],
  [/^Variation seed$/, tr`its variation seed`],
];

function leftOut(values: Parameters['values']): string[] {
  const keys = [...values].filter(([key, value]) => !(key === 'Clip skip' && value === '1')).map(([key]) => key);
  return unsupported.filter(([pattern]) => keys.some((key) => pattern.test(key))).map(([, words]) => words);
}

/**
 * What a text of the `parameters` convention tells; null where it tells nothing but words: then it is no such text.
 * @param scheme what Fooocus says beside it
 */
export function notesOfParameters(text: string, scheme?: string): GenerationNotes | null {
  const read = readParameters(text);
  const { prompt, negativePrompt, values } = read;
  if (values.size === 0) return null;
  const [, width, height] = /^(\d+)x(\d+)$/.exec(values.get('Size') ?? '') ?? [];
  return notesOfFound({
    tool: toolOf(read, scheme),
    prompt,
    negativePrompt,
    seed: values.get('Seed'),
    steps: values.get('Steps'),
    guidance: values.get('CFG scale'),
    strength: values.get('Denoising strength'),
    sampler: values.get('Sampler'),
    spacing: values.get('Schedule type'),
    width,
    height,
    model: values.get('Model'),
    left: leftOut(values),
  });
}
