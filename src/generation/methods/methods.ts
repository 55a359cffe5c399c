import { methods } from '../../../workers/protocol/methods';
import type { MapReduction, MethodName, MethodSettings, ThresholdCurve } from '../../../workers/protocol/recipe';
import type { SchedulerClass } from '../../../workers/protocol/scheduler/schedulerClasses';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** All methods of the engine, in the words of the screen. */
export const offeredMethods: readonly Choice<MethodName>[] = (Object.keys(methods) as MethodName[]).map((value) => ({
  value,
  label: methods[value].label,
}));

/** How the steps are spread over the greys. */
export const thresholdCurves: readonly Choice<ThresholdCurve>[] = [
  { value: 'linear', label: 'Linear' },
  { value: 'quadratic', label: 'Quadratic' },
  { value: 'cubic', label: 'Cubic' },
  { value: 'log', label: 'Log' },
  { value: 'sigmoid', label: 'Sigmoid' },
];

/** How the map's pixels become one strength for each cell that the model works on. */
export const mapReductions: readonly Choice<MapReduction>[] = [
  { value: 'maximum', label: 'Strongest pixel of a cell' },
  { value: 'mean', label: 'Mean of a cell' },
  { value: 'bilinear', label: 'As the reference samples it' },
];

/** Stands for the scheduler that the package itself names. */
export const ownScheduler = 'own';

/** A scheduler on screen, with what it is good for in a sentence. */
interface SchedulerChoice extends Choice<SchedulerClass | typeof ownScheduler> {
  readonly about: string;
}

/** Schedulers by the class names that the engine takes, the most useful first. */
export const schedulers: readonly SchedulerChoice[] = [
  { value: ownScheduler, label: 'The model’s own', about: 'What the model was published with.' },
  { value: 'DDIMScheduler', label: 'DDIM', about: 'Steady and exact: touch-ups resume to the bit.' },
  { value: 'DPMSolverMultistepScheduler', label: 'DPM-Solver++ 2M', about: 'Good pictures in 15 to 25 steps.' },
  { value: 'UniPCMultistepScheduler', label: 'UniPC', about: 'Good pictures in 8 to 15 steps; corrects each step once the next is known.' },
  { value: 'EulerDiscreteScheduler', label: 'Euler', about: 'Plain and quick; what few-step models such as Lightning want.' },
  {
    value: 'EulerAncestralDiscreteScheduler',
    label: 'Euler ancestral',
    about: 'Adds fresh noise at every step: livelier, and never quite settles.',
  },
  { value: 'HeunDiscreteScheduler', label: 'Heun', about: 'Two evaluations a step: slower, and closer to the true path.' },
  { value: 'DEISMultistepScheduler', label: 'DEIS', about: 'Good pictures in 10 to 20 steps, with soft detail.' },
  {
    value: 'DPMSolverSinglestepScheduler',
    label: 'DPM-Solver++ 2S',
    about: 'Groups of steps that each begin anew; even step counts suit it.',
  },
  { value: 'KDPM2DiscreteScheduler', label: 'DPM2', about: 'Two evaluations a step, the second in its middle.' },
  { value: 'KDPM2AncestralDiscreteScheduler', label: 'DPM2 ancestral', about: 'As DPM2, with fresh noise after every step.' },
  { value: 'PNDMScheduler', label: 'PNDM', about: 'What Stable Diffusion 1 was published with; one evaluation more than steps.' },
  { value: 'LMSDiscreteScheduler', label: 'LMS', about: 'An older multi-step rule; best at full global strength.' },
  { value: 'DDPMScheduler', label: 'DDPM', about: 'The original: fresh noise at every step, and wants many of them.' },
  { value: 'LCMScheduler', label: 'LCM', about: 'For latent consistency models and LCM LoRAs: 4 to 8 steps.' },
  { value: 'TCDScheduler', label: 'TCD', about: 'For models and LoRAs distilled by TCD or Hyper: 4 to 8 steps.' },
];

/** In how many runs exemplars are taken up. */
export const exemplarPasses: readonly Choice<Extract<MethodSettings, { name: 'exemplar-blend' }>['passes']>[] = [
  { value: 'single', label: 'All in one pass' },
  { value: 'iterative', label: 'One after the other' },
  { value: 'cut-and-paste', label: 'Pasted, then redrawn (baseline)' },
];

/** Where the automatic map edits. */
export const editPlaces: readonly Choice<Extract<MethodSettings, { name: 'automatic-map' }>['where']>[] = [
  { value: 'texts', label: 'Where both prompts differ' },
  { value: 'change-map', label: 'Where the change map is' },
];

/** What of the automatic map is left out, to compare. */
export const ablations: readonly Choice<Extract<MethodSettings, { name: 'automatic-map' }>['ablation']>[] = [
  { value: 'none', label: 'Nothing: the whole method' },
  { value: 'encode-decode', label: 'The map: everything is decoded' },
  { value: 'without-encoding', label: 'The encoding: from noise' },
];
