import { keepsAt, thresholds } from '../../maps/thresholds';
import type { ThresholdCurve } from '../../protocol/recipe';

/** For each step, 1 where preserve > f(i): the elements that step takes from the source. */
export function keepMasks(preserve: Float32Array, curve: ThresholdCurve, count: number): Uint8Array[] {
  return thresholds(curve, count).map((threshold) => keepMask(preserve, threshold));
}

/** 1 where preserve > threshold. */
export function keepMask(preserve: Float32Array, threshold: number): Uint8Array {
  return Uint8Array.from(preserve, (value) => (keepsAt(value, threshold) ? 1 : 0));
}
