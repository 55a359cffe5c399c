import { Fault } from '../faults';
import { isSchedulerClass, type SchedulerClass } from './schedulerClasses';
import { settingSchemas, silentSettings, vitalSettings, type SchedulerSettings } from './schedulerSettings';
import { tr } from '../../texts/texts';

/** A `scheduler_config.json` as it will be run. */
export interface ReadScheduler {
  /** The class that runs. */
  readonly className: SchedulerClass;
  readonly settings: SchedulerSettings;
  /** Whether the file was written for the class that runs; another class's file does not mean an absent key as this one would. */
  readonly isOwn: boolean;
  /** What a person should know of it, in sentences: what stands in for another class, what plays no part. */
  readonly notes: readonly string[];
}

/** Names that differ and samplers that do not. */
const sameSampler = /^Flax|Parallel(?=Scheduler$)/;
const longestName = 100;

/**
 * Reads a parsed `scheduler_config.json` leniently: keys that are not known are noted, a class that is not known but names its
 * noise levels is replaced by its nearest kin.
 * @param config the parsed file. @param wanted a class to run instead of the file's own, or null.
 * @throws Fault `scheduler-unsupported` for flow matching, for a class without noise levels, and for values without which the
 *   model's predictions cannot be read.
 */
export function readScheduler(config: unknown, wanted: string | null = null): ReadScheduler {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    throw unsupportedScheduler(tr`The scheduler configuration is not an object.`);
  const file = config as Readonly<Record<string, unknown>>;
  const named = file['_class_name'];
  if (typeof named !== 'string' || named === '')
    throw unsupportedScheduler(tr`The scheduler configuration names no class (“_class_name”).`);
  refuseFlow(named, file);
  const { settings, notes } = readSettings(file);
  const own = isSchedulerClass(named) ? named : named.replace(sameSampler, '');
  if (wanted !== null) {
    if (!isSchedulerClass(wanted)) throw unsupportedScheduler(tr`The scheduler ${quoted(wanted)} is not known.`);
    return { className: wanted, settings, isOwn: wanted === own, notes };
  }
  if (isSchedulerClass(own)) return { className: own, settings, isOwn: true, notes };
  return standIn(named, file, settings, notes);
}

/** The refusal of a scheduler or of one of its settings; the sentence names it. */
export function unsupportedScheduler(sentence: string, hint?: string): Fault {
  return new Fault(
    'scheduler-unsupported',
    sentence,
    hint ?? tr`Choose another scheduler, or correct the package’s scheduler_config.json.`,
  );
}

/** Flow matching learns another path from noise to picture: none of the samplers here can follow it. */
function refuseFlow(named: string, file: Readonly<Record<string, unknown>>): void {
  const prediction = file['prediction_type'];
  const flows =
    /flow|^SCM|^Helios|RFScheduler$/i.test(named) ||
    (typeof prediction === 'string' && /flow/i.test(prediction)) ||
    file['use_flow_sigmas'] === true;
  if (!flows) return;
  throw unsupportedScheduler(
    tr`The scheduler ${quoted(named)} is for flow matching (“prediction_type”, “use_flow_sigmas” or its class say so), as Stable Diffusion 3 and Flux have it. This studio runs diffusion models.`,
    tr`Choose a model of the Stable Diffusion 1, 2 or XL families.`,
  );
}

function readSettings(file: Readonly<Record<string, unknown>>): { settings: SchedulerSettings; notes: string[] } {
  const settings: Record<string, unknown> = {};
  const notes: string[] = [];
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(file)) {
    if (value === null || value === undefined || key.startsWith('_')) continue;
    if (!Object.hasOwn(settingSchemas, key)) {
      if (!silentSettings.has(key)) unknown.push(key);
      continue;
    }
    const parsed = settingSchemas[key as keyof typeof settingSchemas].safeParse(value);
    if (parsed.success) settings[key] = parsed.data;
    else if (vitalSettings.has(key)) throw unsupportedScheduler(tr`The scheduler setting “${key}” = ${shown(value)} is not supported.`);
    else notes.push(tr`The scheduler setting “${key}” = ${shown(value)} is not supported; its usual value is taken.`);
  }
  const spacings = ['use_karras_sigmas', 'use_exponential_sigmas', 'use_beta_sigmas'].filter((key) => settings[key] === true);
  if (spacings.length > 1) notes.push(tr`Of the scheduler settings “${spacings.join('”, “')}” only the first counts.`);
  if (unknown.length > 0)
    notes.push(tr`Scheduler settings that are not known play no part: ${unknown.slice(0, 10).map(quoted).join(', ')}.`);
  return { settings, notes };
}

/** A class that is not known, but whose noise levels are: the nearest kin runs in its place. */
function standIn(
  named: string,
  file: Readonly<Record<string, unknown>>,
  settings: SchedulerSettings,
  notes: readonly string[],
): ReadScheduler {
  const hasLevels = ['beta_start', 'beta_end', 'beta_schedule', 'trained_betas'].some(
    (key) => file[key] !== undefined && file[key] !== null,
  );
  if (!hasLevels)
    throw unsupportedScheduler(
      tr`The scheduler ${quoted(named)} is not known, and its configuration names no noise levels (“beta_start”, “beta_end”) that another could go by.`,
    );
  const isSolver = /solver|dpm|multistep|sde/i.test(named);
  const isStochastic = isSolver && /sde|sasolver/i.test(named);
  const className: SchedulerClass = isSolver ? 'DPMSolverMultistepScheduler' : 'DDIMScheduler';
  const words = isStochastic ? tr`DPM-Solver++ with fresh noise (SDE)` : isSolver ? 'DPM-Solver++' : 'DDIM';
  return {
    className,
    settings: isSolver ? { ...settings, algorithm_type: isStochastic ? 'sde-dpmsolver++' : 'dpmsolver++', solver_order: 2 } : settings,
    isOwn: false,
    notes: [
      tr`The scheduler ${quoted(named)} is not known: ${words} runs in its place, over the same noise levels. Results differ a little from the original’s.`,
      ...notes,
    ],
  };
}

const quoted = (name: string): string => `“${name.length > longestName ? `${name.slice(0, longestName)}…` : name}”`;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longestName ? `${text.slice(0, longestName)}…` : text;
}
