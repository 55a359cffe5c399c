import { methods } from '../../../workers/protocol/methods';
import type { MapReduction, MethodName, MethodSettings, ThresholdCurve } from '../../../workers/protocol/recipe';
import type { SchedulerClass } from '../../../workers/protocol/scheduler/schedulerClasses';
import { tr } from '../../../workers/texts/texts';

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
  { value: 'linear', label: tr`Linear` },
  { value: 'quadratic', label: tr`Quadratic` },
  { value: 'cubic', label: tr`Cubic` },
  { value: 'log', label: tr`Log` },
  { value: 'sigmoid', label: tr`Sigmoid` },
];

/** How the map's pixels become one strength for each cell that the model works on. */
export const mapReductions: readonly Choice<MapReduction>[] = [
  { value: 'maximum', label: tr`Strongest pixel of a cell` },
  { value: 'mean', label: tr`Mean of a cell` },
  { value: 'bilinear', label: tr`As the reference samples it` },
];

/** Stands for the scheduler that the package itself names. */
export const ownScheduler = 'own';

/** A scheduler on screen, with what it is good for in a sentence. */
interface SchedulerChoice extends Choice<SchedulerClass | typeof ownScheduler> {
  readonly about: string;
}

/** Schedulers by the class names that the engine takes, the most useful first. */
export const schedulers: readonly SchedulerChoice[] = [
  { value: ownScheduler, label: tr`The model’s own`, about: tr`What the model was published with.` },
  { value: 'DDIMScheduler', label: tr`DDIM`, about: tr`Steady and exact: touch-ups resume to the bit.` },
  { value: 'DPMSolverMultistepScheduler', label: tr`DPM-Solver++ 2M`, about: tr`Good pictures in 15 to 25 steps.` },
  {
    value: 'UniPCMultistepScheduler',
    label: tr`UniPC`,
    about: tr`Good pictures in 8 to 15 steps; corrects each step once the next is known.`,
  },
  { value: 'EulerDiscreteScheduler', label: tr`Euler`, about: tr`Plain and quick; what few-step models such as Lightning want.` },
  {
    value: 'EulerAncestralDiscreteScheduler',
    label: tr`Euler ancestral`,
    about: tr`Adds fresh noise at every step: livelier, and never quite settles.`,
  },
  { value: 'HeunDiscreteScheduler', label: tr`Heun`, about: tr`Two evaluations a step: slower, and closer to the true path.` },
  { value: 'DEISMultistepScheduler', label: tr`DEIS`, about: tr`Good pictures in 10 to 20 steps, with soft detail.` },
  {
    value: 'DPMSolverSinglestepScheduler',
    label: tr`DPM-Solver++ 2S`,
    about: tr`Groups of steps that each begin anew; even step counts suit it.`,
  },
  { value: 'KDPM2DiscreteScheduler', label: tr`DPM2`, about: tr`Two evaluations a step, the second in its middle.` },
  { value: 'KDPM2AncestralDiscreteScheduler', label: tr`DPM2 ancestral`, about: tr`As DPM2, with fresh noise after every step.` },
  { value: 'PNDMScheduler', label: tr`PNDM`, about: tr`What Stable Diffusion 1 was published with; one evaluation more than steps.` },
  { value: 'LMSDiscreteScheduler', label: tr`LMS`, about: tr`An older multi-step rule; best at full global strength.` },
  { value: 'DDPMScheduler', label: tr`DDPM`, about: tr`The original: fresh noise at every step, and wants many of them.` },
  { value: 'LCMScheduler', label: tr`LCM`, about: tr`For latent consistency models and LCM LoRAs: 4 to 8 steps.` },
  { value: 'TCDScheduler', label: tr`TCD`, about: tr`For models and LoRAs distilled by TCD or Hyper: 4 to 8 steps.` },
];

/** In how many runs exemplars are taken up. */
export const exemplarPasses: readonly Choice<Extract<MethodSettings, { name: 'exemplar-blend' }>['passes']>[] = [
  { value: 'single', label: tr`All in one pass` },
  { value: 'iterative', label: tr`One after the other` },
  { value: 'cut-and-paste', label: tr`Pasted, then redrawn (baseline)` },
];

/** Where the automatic map edits. */
export const editPlaces: readonly Choice<Extract<MethodSettings, { name: 'automatic-map' }>['where']>[] = [
  { value: 'texts', label: tr`Where both prompts differ` },
  { value: 'change-map', label: tr`Where the change map is` },
];

/** What of the automatic map is left out, to compare. */
export const ablations: readonly Choice<Extract<MethodSettings, { name: 'automatic-map' }>['ablation']>[] = [
  { value: 'none', label: tr`Nothing: the whole method` },
  { value: 'encode-decode', label: tr`The map: everything is decoded` },
  { value: 'without-encoding', label: tr`The encoding: from noise` },
];
