import { requireMap } from '../checks';
import type { MethodResult, MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { outside, replaceWhere } from '../latents/replaceWhere';
import { tr } from '../../texts/texts';

/**
 * Blended Latent Diffusion (Avrahami et al.): after each step the elements outside the edit are those of the source
 * noised to the level just reached, and the clean source after the last.
 * @param edit binary at latent size: above 0 may change.
 */
export async function blendedInpaint<E>(settings: MethodRun<E>, edit: Float32Array): Promise<MethodResult> {
  const run = new DenoisingRun(settings);
  requireMap(edit, run.plane, tr`The change map`);
  const background = outside(edit);
  let latents = run.noised(settings.source, 0);
  for (let step = 0; step < run.count; step++) {
    const reached = step + 1 < run.count ? run.noised(settings.source, step + 1) : settings.source;
    latents = await run.denoise(latents, step, (updated) => replaceWhere(updated, reached, background));
  }
  return { latents, evaluations: { done: run.evaluations, skipped: 0, reused: 0 } };
}
