import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import { requireMap } from '../checks';
import type { MethodResult, MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { outside, replaceWhere } from '../latents/replaceWhere';

/**
 * DiffEdit step 3 (Couairon et al.): decode the inverted latents under the query; after each step the elements outside
 * the edit are the inverted latents of the level just reached, so that the last blend puts the clean source back.
 *
 * Ablations: Encode-Decode is this with an edit of ones everywhere; without encoding, it is `blendedInpaint`.
 * @param settings its strength is the encoding ratio of the inversion.
 * @param trajectory x⁰ … x^k of `ddimInversion` at that ratio.
 * @param edit binary at latent size: above 0 may change.
 */
export async function diffEdit<E>(settings: MethodRun<E>, trajectory: readonly Tensor[], edit: Float32Array): Promise<MethodResult> {
  const run = new DenoisingRun(settings);
  requireMap(edit, run.plane, 'The change map');
  const background = outside(edit);
  let latents = levelOf(trajectory, run.count, run.count);
  for (let step = 0; step < run.count; step++) {
    const reached = levelOf(trajectory, run.count - 1 - step, run.count);
    latents = await run.denoise(latents, step, (updated) => replaceWhere(updated, reached, background));
  }
  return { latents, evaluations: { done: run.evaluations, skipped: 0, reused: 0 } };
}

/** x^level; refuses an inversion that does not fit the schedule. */
function levelOf(trajectory: readonly Tensor[], level: number, count: number): Tensor {
  const latents = trajectory[level];
  if (latents && trajectory.length === count + 1) return latents;
  throw new Fault(
    'bad-shape',
    `The inversion has ${trajectory.length} levels, but decoding needs ${count + 1}.`,
    'Use the same steps and encoding ratio for both.',
  );
}
