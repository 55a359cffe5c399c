import type { Easing } from '../../../workers/maps/gradientFill';
import { tr } from '../../../workers/texts/texts';

/** Easings of gradients, in the words of the screen. */
export const easings: readonly { readonly value: Easing; readonly label: string }[] = [
  { value: 'linear', label: tr`Even` },
  { value: 'smooth', label: tr`Soft at both ends` },
  { value: 'in', label: tr`Slow start` },
  { value: 'out', label: tr`Slow end` },
];
