import { requireFinite, requireShape, planeSize } from '../checks';
import type { Conditioning, Denoiser, InvertibleScheduler, OnStep } from '../contracts';
import { firstKept } from '../denoisingRun';
import type { Tensor } from '../../protocol/tensor';

export interface InversionSettings<E> {
  readonly denoiser: Denoiser<E>;
  readonly scheduler: InvertibleScheduler;
  readonly steps: number;
  /** 0…1: how far up the schedule the source is encoded, r of DiffEdit. */
  readonly encodingRatio: number;
  /** The unconditional prompt; inversion is run without guidance. */
  readonly unconditional: E;
  readonly source: Tensor;
  readonly onStep: OnStep;
}

export interface Inversion {
  /** x⁰ … x^k from the clean source up to the encoding. */
  readonly trajectory: readonly Tensor[];
  /** The timesteps gone up to, ascending. */
  readonly timesteps: readonly number[];
  readonly evaluations: number;
}

/**
 * DDIM encoding (DiffEdit step 2; eq. 2 of optimisation-based editing): x⁰ is the source, and each step goes one
 * timestep up with the unconditional prediction at that step's own timestep.
 */
export async function ddimInversion<E>({ denoiser, scheduler, steps, encodingRatio, unconditional, source, onStep }: InversionSettings<E>): Promise<Inversion> {
  planeSize(source, 'The source latents');
  requireFinite(source, 'The source latents');
  const list = scheduler.timesteps(steps);
  const first = firstKept(steps, encodingRatio);
  const conditioning: Conditioning<E> = { conditional: unconditional, unconditional: null, guidanceScale: 1, guidanceRescale: 0 };
  const trajectory = [source];
  const timesteps: number[] = [];
  let latents = source;
  for (let index = list.length - 1; index >= first; index--) {
    const timestep = list[index] as number;
    const prediction = await denoiser.predict(scheduler.scaleInput(latents, index), timestep, conditioning);
    requireShape(prediction, latents, 'The predictions');
    requireFinite(prediction, 'The model’s predictions');
    latents = scheduler.inverseStep(prediction, latents, index);
    requireFinite(latents, 'The latents');
    trajectory.push(latents);
    timesteps.push(timestep);
    await onStep({ index: timesteps.length - 1, count: list.length - first, timestep, latents, predictedOriginal: source });
  }
  return { trajectory, timesteps, evaluations: timesteps.length };
}
