import { samplerOf } from './samplerNames';
import type { GenerationNotes } from '../../protocol/generationNotes';

/** A member of what was parsed from a file, whatever that is; never one that it inherits. */
export const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;

/** The first of these members that is there. */
export const firstMember = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.map((key) => member(value, key)).find((one) => one !== undefined && one !== null);

export const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A finite number, also where it is written as a text; else null. */
export function numberOrNull(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** JSON as other tools write it, who have NaN and Infinity; undefined where it is none. */
export function looseJson(text: string): unknown {
  for (const attempt of [text, text.replaceAll(/([[,:]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, '$1null')]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch {
      // The second attempt, or none.
    }
  }
  return undefined;
}

/** A file's name as it is shown: without its folder and ending. */
export const bareName = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.(safetensors|ckpt|pt|gguf)$/i, '');

/** What a reader has found, as it stands in the file. */
interface Found {
  readonly tool: string;
  readonly prompt?: unknown;
  readonly negativePrompt?: unknown;
  readonly seed?: unknown;
  readonly steps?: unknown;
  readonly guidance?: unknown;
  readonly strength?: unknown;
  readonly sampler?: unknown;
  readonly spacing?: unknown;
  readonly width?: unknown;
  readonly height?: unknown;
  readonly model?: unknown;
  readonly loras?: GenerationNotes['loras'];
  readonly left?: readonly string[];
}

/** Brings what was found into one form: what is no text or number where one belongs counts as not there. */
export function notesOfFound(found: Found): GenerationNotes {
  const sampler = textOrNull(found.sampler)?.trim() || null;
  const [width, height] = [numberOrNull(found.width), numberOrNull(found.height)];
  const model = textOrNull(found.model);
  return {
    tool: found.tool,
    prompt: textOrNull(found.prompt),
    negativePrompt: textOrNull(found.negativePrompt),
    seed: numberOrNull(found.seed),
    steps: numberOrNull(found.steps),
    guidance: numberOrNull(found.guidance),
    strength: numberOrNull(found.strength),
    sampler,
    ...(sampler === null ? { scheduler: null, spacing: null } : samplerOf(sampler, textOrNull(found.spacing) ?? '')),
    size: width !== null && height !== null ? { width, height } : null,
    model: model === null || model === '' ? null : bareName(model),
    loras: (found.loras ?? []).map(({ name, strength }) => ({ name: bareName(name), strength })),
    left: found.left ?? [],
  };
}
