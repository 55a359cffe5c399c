import { DenoisingRun } from '../denoisingRun';
import type { MethodResult, MethodRun } from '../contracts';

/** Image-to-image (SDEdit, Meng et al.): noise the source to the first kept timestep, then denoise. */
export async function imageToImage<E>(settings: MethodRun<E>): Promise<MethodResult> {
  const run = new DenoisingRun(settings);
  let latents = run.noised(settings.source, 0);
  for (let step = 0; step < run.count; step++) latents = await run.denoise(latents, step);
  return { latents, evaluations: { done: run.evaluations, skipped: 0, reused: 0 } };
}
