import type { Easing } from '../../../workers/maps/gradientFill';

/** Easings of gradients, in the words of the screen. */
export const easings: readonly { readonly value: Easing; readonly label: string }[] = [
  { value: 'linear', label: 'Even' },
  { value: 'smooth', label: 'Soft at both ends' },
  { value: 'in', label: 'Slow start' },
  { value: 'out', label: 'Slow end' },
];
