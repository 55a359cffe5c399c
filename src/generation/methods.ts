import type { MapReduction, MethodName, MethodSettings, ThresholdCurve } from '../../workers/protocol/recipe';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** All methods of the engine, in the words of the screen. */
export const offeredMethods: readonly Choice<MethodName>[] = [
  { value: 'differential', label: 'Differential' },
  { value: 'exemplar-blend', label: 'Exemplar blend' },
  { value: 'automatic-map', label: 'Automatic map' },
  { value: 'guided-optimisation', label: 'Guided optimisation' },
  { value: 'image-to-image', label: 'Image-to-image' },
  { value: 'blended-inpaint', label: 'Blended inpaint' },
];

/** What each method does with the picture and the map, in a sentence. */
export const methodWords: Readonly<Record<MethodName, string>> = {
  differential: 'Each pixel changes as much as its grey says.',
  'exemplar-blend': 'The exemplars melt into the scene, each as far as its own map lets it.',
  'automatic-map': 'Finds by itself where prompt and reference prompt differ, and edits there. What you paint, if anything, only bounds it.',
  'guided-optimisation': 'Leads the picture towards one made from the prompt, where the map is at least 50 %.',
  'image-to-image': 'Redraws the whole area; the map only says where the result is laid in.',
  'blended-inpaint': 'Knows only change and no change: the map is cut at a threshold.',
};

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

/** Schedulers by the class names that the engine takes. */
export const schedulers: readonly Choice<string>[] = [
  { value: ownScheduler, label: 'The package’s own' },
  { value: 'DDIMScheduler', label: 'DDIM' },
  { value: 'PNDMScheduler', label: 'PNDM' },
  { value: 'EulerDiscreteScheduler', label: 'Euler' },
  { value: 'EulerAncestralDiscreteScheduler', label: 'Euler ancestral' },
  { value: 'DPMSolverMultistepScheduler', label: 'DPM-Solver++ 2M' },
  { value: 'LCMScheduler', label: 'LCM' },
];

/** In how many runs exemplars are taken up. */
export const exemplarPasses: readonly Choice<Extract<MethodSettings, { name: 'exemplar-blend' }>['passes']>[] = [
  { value: 'single', label: 'All in one pass' },
  { value: 'iterative', label: 'One after the other' },
  { value: 'cut-and-paste', label: 'Pasted, then redrawn (baseline)' },
];

/** What of the automatic map is left out, to compare. */
export const ablations: readonly Choice<Extract<MethodSettings, { name: 'automatic-map' }>['ablation']>[] = [
  { value: 'none', label: 'Nothing: the whole method' },
  { value: 'encode-decode', label: 'The map: everything is decoded' },
  { value: 'without-encoding', label: 'The encoding: from noise' },
];

/** Whether a method follows levels of its own, so that the global strength has no part in it. */
export const goesByLevels = (method: MethodName): boolean => method === 'automatic-map' || method === 'guided-optimisation';

/** Whether the threshold curve has a part in a method. */
export const usesCurve = (method: MethodName): boolean => method === 'differential' || method === 'exemplar-blend';
