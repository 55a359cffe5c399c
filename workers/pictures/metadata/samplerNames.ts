import type { SchedulerClass } from '../../protocol/scheduler/schedulerClasses';
import { tr } from '../../texts/texts';

/** What other tools call our schedulers: the web interfaces' name first, under which an export names it. */
const names: Readonly<Record<SchedulerClass, readonly [string, ...string[]]>> = {
  DDIMScheduler: ['DDIM'],
  DDPMScheduler: ['DDPM'],
  PNDMScheduler: ['PLMS', 'pndm', 'ipndm'],
  EulerDiscreteScheduler: ['Euler', 'k_euler'],
  EulerAncestralDiscreteScheduler: [tr`Euler a`, 'euler_ancestral', 'k_euler_a'],
  HeunDiscreteScheduler: ['Heun', 'k_heun'],
  KDPM2DiscreteScheduler: ['DPM2', 'dpm_2', 'kdpm_2', 'k_dpm_2'],
  KDPM2AncestralDiscreteScheduler: ['DPM2 a', 'dpm_2_ancestral', 'kdpm_2_a', 'k_dpm_2_a'],
  LMSDiscreteScheduler: ['LMS', 'k_lms'],
  DPMSolverMultistepScheduler: ['DPM++ 2M', 'dpmpp_2m', 'k_dpmpp_2m'],
  DPMSolverSinglestepScheduler: ['DPM++ 2S', 'dpmpp_2s'],
  DEISMultistepScheduler: ['DEIS'],
  UniPCMultistepScheduler: ['UniPC', 'uni_pc', 'uni_pc_bh2', tr`UniPC BH2`],
  LCMScheduler: ['LCM'],
  TCDScheduler: ['TCD'],
};

const keyOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9+]/g, '');

const classes: ReadonlyMap<string, SchedulerClass> = new Map(
  Object.entries(names).flatMap(([className, all]) =>
    [className, ...all].map((name): [string, SchedulerClass] => [keyOf(name), className as SchedulerClass]),
  ),
);

/** How the noise levels are spaced, as names of samplers and fields beside them say it. */
const spacing = /[ _](karras|exponential|polyexponential|sgm[ _]uniform|k)$/i;
/** What stands for "as the model has it". */
const plainSpacings = new Set(['', 'automatic', 'normal', 'simple', 'default']);

/** A sampler of another tool as it is run here. */
export interface FoundSampler {
  /** Null where there is none like it. */
  readonly scheduler: SchedulerClass | null;
  /** Spacing of the noise levels, where it is another than the model's own. */
  readonly spacing: string | null;
}

/**
 * @param name as the tool calls it: “DPM++ 2M Karras”, “dpmpp_2m”, “euler_k”, “Default - DPM++ 2M”
 * @param spacedAs the field beside it, where the tool has one
 */
export function samplerOf(name: string, spacedAs = ''): FoundSampler {
  const own = name.replace(/^[^-]* - /, '').trim();
  const whole = classes.get(keyOf(own));
  const ending = whole ? undefined : spacing.exec(own)?.[1];
  const scheduler = whole ?? classes.get(keyOf(own.replace(spacing, ''))) ?? null;
  const said = ending?.toLowerCase() === 'k' ? 'karras' : (ending ?? spacedAs);
  return { scheduler, spacing: plainSpacings.has(said.toLowerCase()) ? null : said };
}

/** What the web interfaces call a scheduler; its own name where they have none like it. */
export const samplerName = (className: string): string =>
  Object.hasOwn(names, className) ? names[className as SchedulerClass][0] : className;
