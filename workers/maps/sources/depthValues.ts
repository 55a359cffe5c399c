/** How nearness becomes change. All in 0…1. */
export interface DepthRange {
  /** Things as near as this, and nearer, may change fully. */
  readonly near: number;
  /** Things as far as this, and farther, stay. */
  readonly far: number;
  readonly invert: boolean;
  /** −1…1: above 0 the change keeps to what is near, below 0 it reaches far; 0 is a straight ramp. */
  readonly bend: number;
}

/** The whole range, nearest white. */
export const wholeDepth: DepthRange = { near: 1, far: 0, invert: false, bend: 0 };

/**
 * A change map from nearness in 0…1 (1 = nearest): with t = clamp((n − far) / (near − far)), the value is t^(4^bend), or one
 * less it where `invert` is set. Where `near` is not above `far`, everything at least that near is white. Rounded once.
 */
export function depthValues(nearness: Float32Array, { near, far, invert, bend }: DepthRange): Uint8Array {
  const exponent = 4 ** bend;
  const span = near - far;
  const values = new Uint8Array(nearness.length);
  for (let i = 0; i < values.length; i += 1) {
    const n = nearness[i] as number;
    const t = span > 0 ? Math.min(1, Math.max(0, (n - far) / span)) : n >= near ? 1 : 0;
    const strength = t ** exponent;
    values[i] = Math.round(255 * (invert ? 1 - strength : strength));
  }
  return values;
}
