import { readScheduler } from '../../protocol/scheduler/readScheduler';
import type { ReadScheduler } from '../../protocol/scheduler/readScheduler';
import type { SchedulerClass } from '../../protocol/scheduler/schedulerClasses';
import type { InvertibleScheduler, PredictionType, Scheduler } from '../contracts';
import { DdimScheduler } from './ddim';
import { DdpmScheduler } from './ddpm';
import { DeisScheduler } from './deis';
import { DpmSolverMultistepScheduler } from './dpmSolverMultistep';
import { DpmSolverSinglestepScheduler } from './dpmSolverSinglestep';
import { EulerScheduler } from './euler';
import { EulerAncestralScheduler } from './eulerAncestral';
import { HeunScheduler } from './heun';
import { Kdpm2Scheduler } from './kdpm2';
import { Kdpm2AncestralScheduler } from './kdpm2Ancestral';
import { LcmScheduler } from './lcm';
import { LmsScheduler } from './lms';
import { PndmScheduler } from './pndm';
import { TcdScheduler } from './tcd';
import { UniPcScheduler } from './uniPc';
import { unsupported } from './settings';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/** The classes of `scheduler_config.json` that can be run. */
const schedulerClasses: Readonly<Record<SchedulerClass, new (settings: SchedulerSettings, predictionType: PredictionType) => Scheduler>> = {
  DDIMScheduler: DdimScheduler,
  DDPMScheduler: DdpmScheduler,
  PNDMScheduler: PndmScheduler,
  EulerDiscreteScheduler: EulerScheduler,
  EulerAncestralDiscreteScheduler: EulerAncestralScheduler,
  HeunDiscreteScheduler: HeunScheduler,
  KDPM2DiscreteScheduler: Kdpm2Scheduler,
  KDPM2AncestralDiscreteScheduler: Kdpm2AncestralScheduler,
  LMSDiscreteScheduler: LmsScheduler,
  DPMSolverMultistepScheduler: DpmSolverMultistepScheduler,
  DPMSolverSinglestepScheduler: DpmSolverSinglestepScheduler,
  DEISMultistepScheduler: DeisScheduler,
  UniPCMultistepScheduler: UniPcScheduler,
  LCMScheduler: LcmScheduler,
  TCDScheduler: TcdScheduler,
};

/**
 * Builds the scheduler that a package's `scheduler_config.json` describes; `readScheduler` tells what it made of the file.
 * @param config the parsed file; absent keys take the class's documented default.
 * @param className another class to read the same file as, or null for the file's own.
 * @throws Fault `scheduler-unsupported` naming the class, key or value that cannot be run.
 */
export function createScheduler(config: unknown, className: string | null = null): Scheduler {
  const read = readScheduler(config, className);
  const predictionType = predictionOf(read.settings);
  if (predictionType === 'sample' && read.className === 'EulerAncestralDiscreteScheduler')
    throw unsupported(tr`The scheduler setting “prediction_type” = "sample" is not supported by ${read.className}.`);
  return new schedulerClasses[read.className](ownSettings(read), predictionType);
}

/** DDIM over the noise levels of any supported config: inversion and what decodes it need this class, whatever the package samples with. */
export function createInvertibleScheduler(config: unknown): InvertibleScheduler {
  const read = readScheduler(config);
  const settings = read.className === 'DDIMScheduler' ? ownSettings(read) : unclipped(read.settings);
  return new DdimScheduler(settings, predictionOf(settings));
}

function ownSettings({ isOwn, settings }: ReadScheduler): SchedulerSettings {
  return isOwn ? settings : unclipped(settings);
}

/** Another class's file does not mean an absent `clip_sample` as DDIM would: its latents were never clipped. */
function unclipped(settings: SchedulerSettings): SchedulerSettings {
  return { ...settings, clip_sample: settings.clip_sample ?? false };
}

function predictionOf(settings: SchedulerSettings): PredictionType {
  const type = settings.prediction_type ?? 'epsilon';
  return type === 'original_sample' ? 'sample' : type;
}
