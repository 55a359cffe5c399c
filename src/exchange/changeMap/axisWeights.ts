/** For each target position, the source positions that it is made of and their weights, which add up to 1. */
export interface AxisWeights {
  /** First source position of each target. */
  readonly first: Int32Array;
  /** `taps` weights for each target; unused ones are 0. */
  readonly weights: Float32Array;
  readonly taps: number;
}

/**
 * How one axis is resampled: the area mean where it shrinks, linear between pixel centres where it grows.
 * @param from source length, to: target length, in pixels, both at least 1
 */
export function axisWeights(from: number, to: number): AxisWeights {
  const ratio = from / to;
  const taps = to < from ? Math.ceil(ratio) + 1 : 2;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let target = 0; target < to; target++) {
    if (to < from) {
      const start = target * ratio;
      const end = Math.min(from, start + ratio);
      const lowest = Math.floor(start);
      first[target] = lowest;
      for (let tap = 0; tap < taps; tap++) {
        const covered = Math.min(end, lowest + tap + 1) - Math.max(start, lowest + tap);
        weights[target * taps + tap] = Math.max(0, covered) / ratio;
      }
    } else {
      const centre = Math.min(from - 1, Math.max(0, (target + 0.5) * ratio - 0.5));
      const lowest = Math.min(Math.floor(centre), Math.max(0, from - 2));
      first[target] = lowest;
      weights[target * taps] = 1 - (centre - lowest);
      weights[target * taps + 1] = centre - lowest;
    }
  }
  return { first, weights, taps };
}
