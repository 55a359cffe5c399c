import type { Tensor } from '../../protocol/tensor';
import { requireFinite, requireMap, requireShape } from '../checks';
import type { MethodResult, MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { replaceWhere } from '../latents/replaceWhere';
import { keepMask } from './keepMasks';

/**
 * The naive baseline of PIXELS: the exemplar replaces the source where its binary map says so, the "surgical" latents are
 * noised once, and denoised without being led.
 * @param preserve at latent size: above one half keeps the source.
 */
export async function cutAndPaste<E>(settings: MethodRun<E>, exemplar: Tensor, preserve: Float32Array): Promise<MethodResult> {
  const run = new DenoisingRun(settings);
  requireShape(exemplar, settings.source, 'The exemplar’s latents');
  requireFinite(exemplar, 'The exemplar’s latents');
  requireMap(preserve, run.plane, 'The exemplar’s change map');
  const surgical = replaceWhere(exemplar, settings.source, keepMask(preserve, 0.5));
  let latents = run.noised(surgical, 0);
  for (let step = 0; step < run.count; step++) latents = await run.denoise(latents, step);
  return { latents, evaluations: { done: run.evaluations, skipped: 0, reused: 0 } };
}
