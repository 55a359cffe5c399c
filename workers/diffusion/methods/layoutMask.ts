import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { Conditioning, MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { gaussianBlur } from '../latents/gaussianBlur';
import { binaryMask, softContrast } from './contrast';

export interface LayoutMaskSettings<E> {
  /** Under the layout that is wanted; the run's own conditioning is the layout that is there. */
  readonly edited: Conditioning<E>;
  /** One random-noise encoding each; ten in the paper. */
  readonly noises: readonly Tensor[];
  readonly clampRatio: number;
  /** Of the smoothed contrast; 0.1 in the paper. */
  readonly threshold: number;
  /** Gaussian smoothing before the threshold, in latent cells. */
  readonly smoothing: number;
}

export interface LayoutMask {
  /** 0…1 at latent size, smoothed. */
  readonly contrast: Float32Array;
  /** 1 where the contrast is above the threshold. */
  readonly mask: Float32Array;
  readonly evaluations: number;
}

/**
 * The mask of optimisation-based editing for layout conditions, eq. 7: from one random-noise encoding of the source, one
 * backward run under each layout; what their predictions at the last timestep differ by, averaged over noises and channels.
 * Early predictions say little of a layout, hence the whole runs.
 * @param settings its strength is how far the source is noised.
 */
export async function layoutMask<E>(settings: MethodRun<E>, { edited, noises, clampRatio, threshold, smoothing }: LayoutMaskSettings<E>): Promise<LayoutMask> {
  if (noises.length === 0) throw new Fault('bad-recipe', 'The mask from layouts needs at least one noise.', 'Raise the number of noises.');
  let sums = new Float64Array(0);
  let evaluations = 0;
  for (const noise of noises) {
    const present = await lastPrediction({ ...settings, noise });
    const wanted = await lastPrediction({ ...settings, noise, conditioning: edited });
    evaluations += present.evaluations + wanted.evaluations;
    if (sums.length === 0) sums = new Float64Array(present.plane);
    wanted.data.forEach((value, i) => (sums[i % sums.length] = (sums[i % sums.length] as number) + Math.abs(value - (present.data[i] as number))));
  }
  const planes = (noises.length * settings.source.data.length) / sums.length;
  const size = { height: settings.source.shape[2] as number, width: settings.source.shape[3] as number };
  const contrast = gaussianBlur(softContrast(sums.map((sum) => sum / planes), clampRatio), size, smoothing);
  return { contrast, mask: binaryMask(contrast, threshold), evaluations };
}

async function lastPrediction<E>(settings: MethodRun<E>): Promise<{ readonly data: Float32Array; readonly plane: number; readonly evaluations: number }> {
  const run = new DenoisingRun(settings);
  let latents = run.noised(settings.source, 0);
  for (let step = 0; step < run.count - 1; step++) latents = await run.denoise(latents, step);
  const { data } = await run.predict(latents, run.count - 1);
  return { data, plane: run.plane, evaluations: run.evaluations };
}
