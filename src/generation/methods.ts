import type { MapReduction, MethodName, ThresholdCurve } from '../../workers/protocol/recipe';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** The methods this version offers, in the words of the screen. */
export const offeredMethods: readonly Choice<MethodName>[] = [
  { value: 'differential', label: 'Differential' },
  { value: 'exemplar-blend', label: 'Exemplar blend' },
  { value: 'image-to-image', label: 'Image-to-image' },
];

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
