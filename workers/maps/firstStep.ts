import type { ThresholdCurve } from '../protocol/recipe';
import { preserveOfGrey } from './preserve';
import { keepsAt, thresholds } from './thresholds';

/**
 * The first of the steps run at which a grey of the change map is free, 1-based: "step 8 of the 14 run".
 *
 * The source is put back before every step i ≥ 1 at which preserve > f(i); what is put back last is free from that very
 * step on, so even black takes part in the last step (and is kept by the paste-back alone).
 * @param grey 0…255; @param stepsRun the entries that remain after the strength cut.
 */
export const firstFreeStep = (grey: number, curve: ThresholdCurve, stepsRun: number): number =>
  firstStepOf(preserveOfGrey(grey), curve, stepsRun);

/** The same for a preserve value, as the latent map has them. */
export function firstStepOf(preserve: number, curve: ThresholdCurve, stepsRun: number): number {
  const last = thresholds(curve, stepsRun).findLastIndex((threshold, index) => index > 0 && keepsAt(preserve, threshold));
  return Math.max(last, 0) + 1;
}
