import type { ThresholdCurve } from '../../protocol/recipe';
import { requireMap } from '../checks';
import type { MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { differentialLoop } from './differentialLoop';
import type { LoopResult, Thrift } from './differentialLoop';
import { keepMasks } from './keepMasks';
import { tr } from '../../texts/texts';

export interface DifferentialSettings extends Thrift {
  /** Preserve values 0…1 at latent size, (height, width): 1 keeps the source until the last step. */
  readonly preserve: Float32Array;
  readonly curve: ThresholdCurve;
  /**
   * True is the published method: an element is put back until its own step, so that elements freed earlier see what will
   * come beside them. False is the ablation: it is put back only at the step before it is freed.
   */
  readonly futureHinting: boolean;
}

/**
 * Differential Diffusion (Levin and Fried), algorithm 1 with the polarity of its prose: each element is taken from the
 * source noised to t_i while preserve > f(i), strictly, with f linear in the paper; then it is denoised freely.
 * Throws Faults for shapes, maps, an unknown curve, or where no step is left, before any model runs.
 */
export async function differential<E>(
  settings: MethodRun<E>,
  { preserve, curve, futureHinting, ...thrift }: DifferentialSettings,
): Promise<LoopResult> {
  const run = new DenoisingRun(settings);
  requireMap(preserve, run.plane, tr`The change map`);
  const kept = keepMasks(preserve, curve, run.count);
  const masks = futureHinting ? kept : kept.map((mask, step) => onlyOnce(mask, kept[step + 1]));
  return differentialLoop(run, { clean: settings.source, masks }, thrift);
}

/** The elements kept at a step but not at the next: the band that is about to be freed. */
function onlyOnce(mask: Uint8Array, next: Uint8Array | undefined): Uint8Array {
  return mask.map((kept, i) => (kept && !next?.[i] ? 1 : 0));
}
