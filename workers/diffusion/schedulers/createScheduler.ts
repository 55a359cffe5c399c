import type { InvertibleScheduler, PredictionType, Scheduler } from '../contracts';
import { DdimScheduler } from './ddim';
import { DpmSolverMultistepScheduler } from './dpmSolverMultistep';
import { EulerScheduler } from './euler';
import { EulerAncestralScheduler } from './eulerAncestral';
import { LcmScheduler } from './lcm';
import { PndmScheduler } from './pndm';
import { readSettings, unsupported } from './settings';
import type { SchedulerSettings } from './settings';

/** The classes of `scheduler_config.json` that can be run. */
export const schedulerClasses = {
  DDIMScheduler: DdimScheduler,
  PNDMScheduler: PndmScheduler,
  EulerDiscreteScheduler: EulerScheduler,
  EulerAncestralDiscreteScheduler: EulerAncestralScheduler,
  DPMSolverMultistepScheduler: DpmSolverMultistepScheduler,
  LCMScheduler: LcmScheduler,
} as const;

/**
 * Builds the scheduler that a package's `scheduler_config.json` describes.
 * @param config the parsed file; absent keys take the class's documented default.
 * @param className another class to read the same file as, or null for the file's own.
 * @throws Fault `scheduler-unsupported` naming the class, key or value that cannot be run.
 */
export function createScheduler(config: unknown, className: string | null = null): Scheduler {
  const settings = readSettings(config);
  const name = className ?? settings._class_name;
  if (!isKnown(name)) throw unsupported(`The scheduler “${name}” is not known.`);
  const predictionType = predictionOf(settings);
  if (predictionType === 'sample' && name === 'EulerAncestralDiscreteScheduler') throw unsupported(`The scheduler setting “prediction_type” = "sample" is not supported by ${name}.`);
  return new schedulerClasses[name](name === settings._class_name ? settings : unclipped(settings), predictionType);
}

/** DDIM over the noise levels of any supported config: inversion and what decodes it need this class, whatever the package samples with. */
export function createInvertibleScheduler(config: unknown): InvertibleScheduler {
  const settings = readSettings(config);
  return new DdimScheduler(settings._class_name === 'DDIMScheduler' ? settings : unclipped(settings), predictionOf(settings));
}

/** Another class's file does not mean an absent `clip_sample` as DDIM would: its latents were never clipped. */
function unclipped(settings: SchedulerSettings): SchedulerSettings {
  return { ...settings, clip_sample: settings.clip_sample ?? false };
}

function isKnown(name: string): name is keyof typeof schedulerClasses {
  return Object.hasOwn(schedulerClasses, name);
}

function predictionOf(settings: SchedulerSettings): PredictionType {
  const type = settings.prediction_type ?? 'epsilon';
  return type === 'original_sample' ? 'sample' : type;
}
