/** What has to be known of a class of `scheduler_config.json` without running it. */
interface SchedulerTraits {
  /** Entries of the list, and so evaluations, that one step takes. */
  readonly order: 1 | 2;
  /** Distilled classes take all their steps inside what the global strength leaves, however little that is. */
  readonly fitsStrength: boolean;
}

const plain: SchedulerTraits = { order: 1, fitsStrength: false };
const paired: SchedulerTraits = { order: 2, fitsStrength: false };
const distilled: SchedulerTraits = { order: 1, fitsStrength: true };

/** The classes that can be run, by the names that configurations use. */
export const schedulerTraits = {
  DDIMScheduler: plain,
  DDPMScheduler: plain,
  PNDMScheduler: plain,
  EulerDiscreteScheduler: plain,
  EulerAncestralDiscreteScheduler: plain,
  HeunDiscreteScheduler: paired,
  KDPM2DiscreteScheduler: paired,
  KDPM2AncestralDiscreteScheduler: paired,
  LMSDiscreteScheduler: plain,
  DPMSolverMultistepScheduler: plain,
  DPMSolverSinglestepScheduler: plain,
  DEISMultistepScheduler: plain,
  UniPCMultistepScheduler: plain,
  LCMScheduler: distilled,
  TCDScheduler: distilled,
} as const satisfies Readonly<Record<string, SchedulerTraits>>;

export type SchedulerClass = keyof typeof schedulerTraits;

export function isSchedulerClass(name: string): name is SchedulerClass {
  return Object.hasOwn(schedulerTraits, name);
}

/**
 * How many evaluations a run of `steps` takes at a global strength 0…1; 0 where no step is left.
 * @param className of the scheduler that runs; an unknown one counts as taking one evaluation a step.
 * @param fewStep whether the model was distilled to a few steps, which then all lie inside what the strength leaves.
 */
export function entriesRun(className: string, steps: number, strength: number, fewStep: boolean): number {
  const { order, fitsStrength } = isSchedulerClass(className) ? schedulerTraits[className] : plain;
  if (!(strength > 0)) return 0;
  const kept = fitsStrength || fewStep ? steps : Math.min(Math.floor(steps * strength), steps);
  if (kept < 1) return 0;
  if (className === 'PNDMScheduler' && steps > 1) return kept + 1;
  return order * kept - (order - 1);
}
