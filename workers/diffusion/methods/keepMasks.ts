import { thresholds } from '../../maps/thresholds';
import type { ThresholdCurve } from '../../protocol/recipe';

/** For each step, 1 where preserve > f(i): the elements that step takes from the source. */
export function keepMasks(preserve: Float32Array, curve: ThresholdCurve, count: number): Uint8Array[] {
  return thresholds(curve, count).map((threshold) => keepMask(preserve, threshold));
}

/** 1 where preserve > threshold, strictly, both as float32: ties decide whole pixels. */
export function keepMask(preserve: Float32Array, threshold: number): Uint8Array {
  const bound = Math.fround(threshold);
  const mask = new Uint8Array(preserve.length);
  // A plain loop: this runs for every step over the whole plane, and mapping by callback costs ten times as much.
  for (let i = 0; i < mask.length; i++) mask[i] = (preserve[i] as number) > bound ? 1 : 0;
  return mask;
}
