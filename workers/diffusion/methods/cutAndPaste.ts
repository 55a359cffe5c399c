import type { Tensor } from '../../protocol/tensor';
import { requireFinite, requireMap, requireShape } from '../checks';
import type { MethodResult, MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { replaceWhere } from '../latents/replaceWhere';
import { keepMask } from './keepMasks';
import { tr } from '../../texts/texts';

/** An exemplar for the naive baseline. */
export interface PastedExemplar {
  readonly latents: Tensor;
  /** At latent size: above one half keeps what lies below. */
  readonly preserve: Float32Array;
}

/**
 * The naive baseline of PIXELS: exemplars replace the source where their binary maps say so, the lowest first; the
 * "surgical" latents are noised once, and denoised without being led.
 */
export async function cutAndPaste<E>(settings: MethodRun<E>, exemplars: readonly PastedExemplar[]): Promise<MethodResult> {
  const run = new DenoisingRun(settings);
  let surgical = settings.source;
  for (const [i, { latents, preserve }] of exemplars.entries()) {
    requireShape(latents, settings.source, tr`The latents of exemplar ${i + 1}`);
    requireFinite(latents, tr`The latents of exemplar ${i + 1}`);
    requireMap(preserve, run.plane, tr`The change map of exemplar ${i + 1}`);
    surgical = replaceWhere(latents, surgical, keepMask(preserve, 0.5));
  }
  let latents = run.noised(surgical, 0);
  for (let step = 0; step < run.count; step++) latents = await run.denoise(latents, step);
  return { latents, evaluations: { done: run.evaluations, skipped: 0, reused: 0 } };
}
