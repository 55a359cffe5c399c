import { requireFinite, requireShape, planeSize } from '../checks';
import type { Conditioning, Denoiser, InvertibleScheduler, OnStep } from '../contracts';
import { firstKept } from '../denoisingRun';
import type { Tensor } from '../../protocol/tensor';
import { tr } from '../../texts/texts';

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
  /** x⁰ … x^j of an earlier inversion of the same source, however far it went: these levels are not computed again. */
  readonly known?: readonly Tensor[];
}

export interface Inversion {
  /** x⁰ … x^k from the clean source up to the encoding. */
  readonly trajectory: readonly Tensor[];
  /** The timesteps gone up to, ascending. */
  readonly timesteps: readonly number[];
  /** Calls of the denoiser; levels that were known cost none. */
  readonly evaluations: number;
}

/**
 * DDIM encoding (DiffEdit step 2; eq. 2 of optimisation-based editing): x⁰ is the source, and each step goes one
 * timestep up with the unconditional prediction at that step's own timestep.
 */
export async function ddimInversion<E>({
  denoiser,
  scheduler,
  steps,
  encodingRatio,
  unconditional,
  source,
  onStep,
  known = [],
}: InversionSettings<E>): Promise<Inversion> {
  planeSize(source, tr`The source latents`);
  requireFinite(source, tr`The source latents`);
  const list = scheduler.timesteps(steps);
  const first = firstKept(steps, encodingRatio);
  const conditioning: Conditioning<E> = { conditional: unconditional, unconditional: null, guidanceScale: 1, guidanceRescale: 0 };
  const timesteps = list.slice(first).reverse();
  const trajectory = [source, ...known.slice(1, timesteps.length + 1)];
  const begin = trajectory.length - 1;
  let latents = trajectory[begin] as Tensor;
  for (let level = begin; level < timesteps.length; level++) {
    const index = list.length - 1 - level;
    const timestep = timesteps[level] as number;
    const prediction = await denoiser.predict(scheduler.scaleInput(latents, index), timestep, conditioning);
    requireShape(prediction, latents, tr`The predictions`);
    requireFinite(prediction, tr`The model’s predictions`);
    latents = scheduler.inverseStep(prediction, latents, index);
    requireFinite(latents, tr`The latents`);
    trajectory.push(latents);
    await onStep({ index: level, count: timesteps.length, timestep, latents, predictedOriginal: source });
  }
  return { trajectory, timesteps, evaluations: timesteps.length - begin };
}
