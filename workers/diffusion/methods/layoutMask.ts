import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { MethodRun } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { gaussianBlur } from '../latents/gaussianBlur';
import { binaryMask, softContrast } from '../../maps/contrast/softContrast';
import { tr } from '../../texts/texts';

/** The denoiser and conditioning of a layout. */
type Layout<E> = Pick<MethodRun<E>, 'denoiser' | 'conditioning'>;

/** From differences to a mask; costs no evaluation. */
export interface LayoutMaskSettings {
  readonly clampRatio: number;
  /** Of the smoothed contrast; 0.1 in the paper. */
  readonly threshold: number;
  /** Gaussian smoothing before the threshold, in latent cells. */
  readonly smoothingCells: number;
}

export interface LayoutMask {
  /** 0…1 at latent size, smoothed. */
  readonly contrast: Float32Array;
  /** 1 where the contrast is above the threshold. */
  readonly mask: Float32Array;
}

/**
 * What the mask of optimisation-based editing for layout conditions is made from, eq. 7: from one random-noise encoding of
 * the source, one backward run under each layout; what their predictions at the last timestep differ by, averaged over
 * noises and channels. Early predictions say little of a layout, hence the whole runs.
 * @param settings of the layout that is there; its strength is how far the source is noised.
 * @param wanted the layout that is wanted. @param noises one random-noise encoding each; ten in the paper.
 */
export async function layoutDifferences<E>(
  settings: MethodRun<E>,
  wanted: Layout<E>,
  noises: readonly Tensor[],
): Promise<{ readonly differences: Float64Array; readonly evaluations: number }> {
  if (noises.length === 0)
    throw new Fault('bad-recipe', tr`The mask from layouts needs at least one noise.`, tr`Raise the number of noises.`);
  let sums = new Float64Array(0);
  let evaluations = 0;
  for (const noise of noises) {
    const present = await lastPrediction({ ...settings, noise });
    const edited = await lastPrediction({ ...settings, ...wanted, noise });
    evaluations += present.evaluations + edited.evaluations;
    if (sums.length === 0) sums = new Float64Array(present.plane);
    edited.data.forEach(
      (value, i) => (sums[i % sums.length] = (sums[i % sums.length] as number) + Math.abs(value - (present.data[i] as number))),
    );
  }
  const planes = (noises.length * settings.source.data.length) / sums.length;
  return { differences: sums.map((sum) => sum / planes), evaluations };
}

/** Clamped and rescaled as DiffEdit's, smoothed, compared. @param like latents of the plane's size. */
export function maskOfLayouts(
  differences: Float64Array,
  like: Tensor,
  { clampRatio, threshold, smoothingCells }: LayoutMaskSettings,
): LayoutMask {
  const size = { height: like.shape[2] as number, width: like.shape[3] as number };
  const contrast = gaussianBlur(softContrast(differences, clampRatio), size, smoothingCells);
  return { contrast, mask: binaryMask(contrast, threshold) };
}

async function lastPrediction<E>(
  settings: MethodRun<E>,
): Promise<{ readonly data: Float32Array; readonly plane: number; readonly evaluations: number }> {
  const run = new DenoisingRun(settings);
  let latents = run.noised(settings.source, 0);
  const last = run.count - 1;
  for (let step = 0; step < last; step++) latents = await run.denoise(latents, step);
  const { data } = await run.predict(latents, last);
  await settings.onStep({ index: last, count: run.count, timestep: run.timesteps[last] as number, latents, predictedOriginal: latents });
  return { data, plane: run.plane, evaluations: run.evaluations };
}
