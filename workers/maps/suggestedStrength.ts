import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

export interface LatentComparison {
  /** Clean latents of the source, (channel, height, width) or any order, the same in both. */
  readonly source: Float32Array;
  /** Clean latents of the composition: the source with the exemplars laid on it. */
  readonly composition: Float32Array;
  /** ᾱ for each training timestep, falling. */
  readonly alphasCumprod: ArrayLike<number>;
  /** The bound holds with probability at least 1 − p; 0 < p < 1. */
  readonly p?: number;
  /** B ≥ sup‖s_θ‖². It is not known of any model; 0 leaves its term out, which errs towards more strength. */
  readonly scoreBound?: number;
}

export interface SuggestedStrength {
  /** The global strength, 0…1, at which the bound first reaches the distance. */
  readonly strength: number;
  /** σ² that solves the bound. */
  readonly variance: number;
  /** ‖z_composition − z_source‖². */
  readonly squaredDistance: number;
  /** k: how many latent values differ. */
  readonly degrees: number;
}

/** Latent values closer than this are the same picture seen through rounding. */
const sameWithin = 1e-4;

/**
 * How strong an exemplar edit should be, by Lemma 1 of PIXELS: with probability ≥ 1 − p
 * E‖z(0) − z(t)‖² ≤ σ⁴(t)·B + σ²(t)·(k + 2√(−k·ln p) − 2·ln p).
 * Read the other way round: for the edit to be able to travel as far as the composition lies from the source, D² =
 * ‖z_composition − z_source‖² over the k values that differ, the right side must reach D². That gives σ², the positive
 * root of B·x² + c·x − D², and the strength is the part of the schedule up to the first timestep whose noise level
 * σ² = (1 − ᾱ)/ᾱ is at least that; 1 where none is. Equal pictures give 0. It is a hint, not a law: a distance says nothing of content.
 * Throws Fault `bad-shape` where the latents are not alike.
 */
export function suggestedStrength({ source, composition, alphasCumprod, p = 0.05, scoreBound = 0 }: LatentComparison): SuggestedStrength {
  if (source.length !== composition.length || source.length === 0) {
    throw new Fault(
      'bad-shape',
      tr`Latents of ${source.length} and of ${composition.length} values cannot be compared.`,
      tr`Encode both pictures with the same package and size.`,
    );
  }
  let squaredDistance = 0;
  let degrees = 0;
  for (let i = 0; i < source.length; i++) {
    const difference = (composition[i] as number) - (source[i] as number);
    if (Math.abs(difference) <= sameWithin) continue;
    squaredDistance += difference * difference;
    degrees += 1;
  }
  if (degrees === 0) return { strength: 0, variance: 0, squaredDistance: 0, degrees: 0 };
  const variance = varianceFor(squaredDistance, degrees, p, scoreBound);
  return { strength: strengthOf(variance, alphasCumprod), variance, squaredDistance, degrees };
}

/** The right side of Lemma 1 at a noise level σ². */
export function distanceBound(variance: number, degrees: number, p: number, scoreBound: number): number {
  return variance * variance * scoreBound + variance * tail(degrees, p);
}

function varianceFor(squaredDistance: number, degrees: number, p: number, scoreBound: number): number {
  const linear = tail(degrees, p);
  // The form that stays exact as B goes to 0.
  return (2 * squaredDistance) / (linear + Math.sqrt(linear * linear + 4 * scoreBound * squaredDistance));
}

/** Upper tail of a χ² variable of k degrees (Laurent and Massart): k + 2√(−k·ln p) − 2·ln p. */
function tail(degrees: number, p: number): number {
  const log = Math.log(p);
  return degrees + 2 * Math.sqrt(-degrees * log) - 2 * log;
}

function strengthOf(variance: number, alphasCumprod: ArrayLike<number>): number {
  for (let t = 0; t < alphasCumprod.length; t++) {
    const alpha = alphasCumprod[t] as number;
    if (1 - alpha >= variance * alpha) return (t + 1) / alphasCumprod.length;
  }
  return 1;
}
