import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import { requireMap } from '../checks';
import type { MethodResult, MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { Adam } from './adam';
import { addCosineGradient, addPreservationGradient } from './optimisationLoss';

/** The knobs of optimisation-based editing. */
export interface OptimisationSettings {
  /** λ, 0…1: 1 preserves the source outside the edit, 0 follows the guidance image alone. */
  readonly balance: number;
  /** k: Adam steps before each prediction. */
  readonly gradientSteps: number;
  /** t_u: how many of the first steps are led. */
  readonly updateSteps: number;
  /** γ. */
  readonly learningRate: number;
}

/** Latents to be near at each step, the noisiest first: levels of an inversion, or one clean picture noised. */
export type Leader = (step: number) => Tensor;

/**
 * The backward process led by gradients: before each of its first t_u steps, y takes k Adam steps on
 * (1 − λ)·(1 − cos(y, g)) + λ·mean(((1 − m)(y − x))²), with x and g at that step's own level; then it is denoised.
 * @param start y at the first step. @param source x; @param guidance g, not read where λ = 1.
 * @param edit m at latent size: 1 may change.
 */
export async function ledDecoding<E>(
  settings: MethodRun<E>,
  start: Tensor,
  source: Leader,
  guidance: Leader | null,
  edit: Float32Array,
  { balance, gradientSteps, updateSteps, learningRate }: OptimisationSettings,
): Promise<MethodResult> {
  const run = new DenoisingRun(settings);
  requireMap(edit, run.plane, 'The change map');
  if (!(balance >= 0 && balance <= 1)) throw new Fault('bad-recipe', `The balance ${balance} is not between 0 and 1.`);
  let latents = start;
  for (let step = 0; step < run.count; step++) {
    if (step < updateSteps) {
      const adam = new Adam(latents.data.length, learningRate);
      for (let k = 0; k < gradientSteps; k++) {
        const gradient = new Float64Array(latents.data.length);
        if (guidance && balance < 1) addCosineGradient(gradient, 1 - balance, latents.data, guidance(step).data);
        if (balance > 0) addPreservationGradient(gradient, balance, latents.data, source(step).data, edit);
        latents = { data: adam.step(latents.data, gradient), shape: latents.shape };
      }
    }
    latents = await run.denoise(latents, step);
  }
  return { latents, evaluations: { done: run.evaluations, skipped: 0, reused: 0 } };
}

/**
 * Inference-time optimisation: y starts from the inverted source and is led by the inversions of source and guidance image.
 * @param source x⁰ … xⁿ and @param guidance g⁰ … gⁿ, inverted over the whole schedule.
 */
export async function optimise<E>(
  settings: MethodRun<E>,
  source: readonly Tensor[],
  guidance: readonly Tensor[],
  edit: Float32Array,
  knobs: OptimisationSettings,
): Promise<MethodResult> {
  const levels = source.length - 1;
  return ledDecoding(
    settings,
    levelAt(source, levels),
    (step) => levelAt(source, levels - step),
    (step) => levelAt(guidance, levels - step),
    edit,
    knobs,
  );
}

/** x^level of an inversion; one that is too short is a Fault `bad-shape`. */
export function levelAt(trajectory: readonly Tensor[], level: number): Tensor {
  const latents = trajectory[level];
  if (!latents)
    throw new Fault('bad-shape', `The inversion has no level ${level}.`, 'Invert source and guidance image over the whole schedule.');
  return latents;
}
