import { z } from 'zod';
import { setSetting, setSettings } from '../document/commands';
import type { Settings } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import type { SamplingDefaults } from '../../workers/protocol/engine';
import { tr } from '../../workers/texts/texts';
import { stepsInWords } from '../ui/stepsInWords';

/** The settings that belong to a model rather than to a picture. */
type ModelSettings = Pick<Settings, 'steps' | 'guidance' | 'scheduler'>;

const storageKey = 'sfumato-model-settings';
const schema = z.object({
  /** The model that the settings were last made for. */
  last: z.string().nullable(),
  /** What a person set by hand, by model. */
  own: z.record(
    z.string(),
    z.object({ steps: z.int().min(1).optional(), guidance: z.number().min(0).optional(), scheduler: z.string().nullable().optional() }),
  ),
});

function remembered(): z.infer<typeof schema> {
  try {
    return schema.catch({ last: null, own: {} }).parse(JSON.parse(localStorage.getItem(storageKey) ?? 'null'));
  } catch {
    return { last: null, own: {} };
  }
}

function remember(kept: z.infer<typeof schema>): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // Where storage is refused, what was set is forgotten with the page.
  }
}

/** Sets a setting as a person does, and remembers it for the model in use, which begins with it from then on. */
export function setByHand<K extends 'steps' | 'guidance' | 'scheduler'>(key: K, value: Settings[K]): void {
  setSetting(key, value);
  const { last, own } = remembered();
  const model = last ?? 'starter';
  remember({ last: model, own: { ...own, [model]: { ...own[model], [key]: value } } });
}

/**
 * Sets steps, guidance and scheduler for a model that has just taken the place of another: what a person set for it, else its defaults.
 * Undoable as one entry; a model that is only loaded again changes nothing.
 * @param model names it over reloads.
 * @returns a sentence that says what was set; null where nothing changed.
 */
export function settleModel(model: string, title: string, defaults: SamplingDefaults, scheduler: string): string | null {
  const { last, own } = remembered();
  if ((last ?? 'starter') === model) return null;
  remember({ last: model, own });
  const wanted: ModelSettings = { ...defaults, scheduler: null, ...definedOf(own[model]) };
  const { settings } = documentStore.getState();
  const keys = (['steps', 'guidance', 'scheduler'] as const).filter((key) => settings[key] !== wanted[key]);
  if (keys.length === 0) return null;
  setSettings(Object.fromEntries(keys.map((key) => [key, wanted[key]])), tr`Settings of “${title}”`);
  const words = [
    stepsInWords(wanted.steps),
    tr`guidance ${wanted.guidance}`,
    wanted.scheduler === null ? tr`its own scheduler (${scheduler.replace(/Scheduler$/, '')})` : wanted.scheduler.replace(/Scheduler$/, ''),
  ];
  return tr`“${title}” begins with ${words.join(', ')}. Undo brings back what was set.`;
}

function definedOf(own: Readonly<Record<string, unknown>> = {}): Partial<ModelSettings> {
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}
