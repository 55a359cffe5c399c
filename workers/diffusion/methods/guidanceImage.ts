import type { Tensor } from '../../protocol/tensor';
import type { MethodResult, MethodRun } from '../contracts';
import { layOut } from '../denoisingRun';
import { ledDecoding, levelAt } from './optimisation';
import type { OptimisationSettings } from './optimisation';

type Knobs = Omit<OptimisationSettings, 'balance'>;

/**
 * The guidance image of optimisation-based editing: as the edit itself with λ = 1, but from a random-noise encoding, and
 * led by the source noised with that same noise at every level, so that both agree at the start.
 */
export async function guidanceImage<E>(settings: MethodRun<E>, edit: Float32Array, knobs: Knobs): Promise<MethodResult> {
  const { scheduler, source, noise } = settings;
  // The start must be noised on the run's own schedule.
  const { first } = layOut(settings);
  const atLevel = (step: number): Tensor => scheduler.addNoise(source, noise, first + step);
  return ledDecoding(settings, atLevel(0), atLevel, null, edit, { ...knobs, balance: 1 });
}

/**
 * Refinement of a guidance image: its inversion is decoded under the edit, led (λ = 0, unmasked) by the source's.
 * @param guidance g⁰ … gⁿ and @param source x⁰ … xⁿ, inverted over the whole schedule.
 */
export async function refineGuidance<E>(
  settings: MethodRun<E>,
  guidance: readonly Tensor[],
  source: readonly Tensor[],
  knobs: Knobs,
): Promise<MethodResult> {
  const levels = guidance.length - 1;
  const everywhere = new Float32Array((settings.source.shape[2] ?? 0) * (settings.source.shape[3] ?? 0)).fill(1);
  const ofSource = (step: number): Tensor => levelAt(source, levels - step);
  return ledDecoding(settings, levelAt(guidance, levels), ofSource, ofSource, everywhere, { ...knobs, balance: 0 });
}
