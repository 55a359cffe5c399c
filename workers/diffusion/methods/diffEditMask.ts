import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import { planeSize, requireFinite, requireShape } from '../checks';
import type { Conditioning, Denoiser, Scheduler } from '../contracts';
import { binaryMask, softContrast } from '../../maps/contrast/softContrast';

/** What the comparison of two texts needs; how it becomes a mask comes after. */
export interface ContrastSettings<E> {
  readonly denoiser: Denoiser<E>;
  readonly scheduler: Scheduler;
  readonly steps: number;
  /** 0…1: how far the source is noised for the comparison; one half in the paper. */
  readonly noiseStrength: number;
  readonly query: Conditioning<E>;
  /** Under the caption of the source, or the empty text. */
  readonly reference: Conditioning<E>;
  readonly source: Tensor;
  /** Independent standard normals of the source's shape; ten in the paper. */
  readonly noises: readonly Tensor[];
  /** Predictions under the reference that are known, those of the first noises. */
  readonly known?: readonly Tensor[];
  /** Awaited after each evaluation; throws to cancel. */
  readonly onEvaluation: (done: number, count: number) => Promise<void>;
  /** Told of the mean over the noises so far, in turn; true: that is enough. */
  readonly onNoise?: (arrived: number, differences: Float64Array) => boolean;
}

/** From differences to a mask. */
export interface MaskSettings {
  /** Outliers are cut at this multiple of the mean. */
  readonly clampRatio: number;
  /** 0…1 of the clamped contrast. */
  readonly threshold: number;
}

export interface Differences {
  readonly timestep: number;
  /** Absolute difference of the two predictions at each position, averaged over noises and channels. */
  readonly differences: Float64Array;
  /** Predictions under the reference, one for each noise that was taken; another query can be asked against them. */
  readonly references: readonly Tensor[];
  readonly evaluations: number;
}

export interface DiffEditMask {
  /** 0…1 at latent size, (height, width): where the two texts ask for different things. A fine change map by itself. */
  readonly contrast: Float32Array;
  /** 1 where the contrast is above the threshold. */
  readonly mask: Float32Array;
}

/**
 * DiffEdit step 1: the source, noised several times to one middle timestep, is predicted under the query and under the
 * reference; the absolute difference, averaged over noises and channels, says where the edit lies.
 */
export async function diffEditMask<E>(settings: ContrastSettings<E> & MaskSettings): Promise<DiffEditMask & Differences> {
  const found = await diffEditDifferences(settings);
  return { ...found, ...maskOfDifferences(found.differences, settings) };
}

/** The soft contrast and the mask of what two texts differ by; costs no evaluation, so its settings can be changed freely. */
export function maskOfDifferences(differences: Float64Array, { clampRatio, threshold }: MaskSettings): DiffEditMask {
  const contrast = softContrast(differences, clampRatio);
  return { contrast, mask: binaryMask(contrast, threshold) };
}

/** The timestep, as an index of the schedule, to which the source is noised for the comparison. Throws Fault `no-step-left`. */
export function contrastIndex(entries: number, noiseStrength: number): number {
  const index = entries - Math.floor(entries * noiseStrength);
  if (index < entries) return index;
  throw new Fault(
    'no-step-left',
    `With ${entries} steps, a noise strength of ${Math.round(noiseStrength * 100)} % is none at all.`,
    'Raise the noise strength or the number of steps.',
  );
}

/** The evaluations of step 1: two for each noise, both at one timestep, less the references that are known. */
export async function diffEditDifferences<E>(settings: ContrastSettings<E>): Promise<Differences> {
  const { denoiser, scheduler, steps, source, noises, known = [], onEvaluation, onNoise } = settings;
  const plane = planeSize(source, 'The source latents');
  requireFinite(source, 'The source latents');
  if (noises.length === 0) throw new Fault('bad-recipe', 'The automatic map needs at least one noise.', 'Raise the number of noises.');
  noises.forEach((noise) => requireShape(noise, source, 'The noise latents'));
  known.forEach((reference) => requireShape(reference, source, 'The known predictions'));
  const count = 2 * noises.length - Math.min(known.length, noises.length);
  const list = scheduler.timesteps(steps);
  const index = contrastIndex(list.length, settings.noiseStrength);
  const timestep = list[index] as number;

  const sums = new Float64Array(plane);
  let evaluations = 0;
  const predict = async (input: Tensor, conditioning: Conditioning<E>): Promise<Tensor> => {
    const prediction = await denoiser.predict(input, timestep, conditioning);
    requireShape(prediction, source, 'The predictions');
    requireFinite(prediction, 'The model’s predictions');
    evaluations += 1;
    await onEvaluation(evaluations, count);
    return prediction;
  };
  const references: Tensor[] = [];
  const mean = (): Float64Array => sums.map((sum) => sum / ((references.length * source.data.length) / plane));
  for (const [at, noise] of noises.entries()) {
    const input = scheduler.scaleInput(scheduler.addNoise(source, noise, index), index);
    const query = await predict(input, settings.query);
    const reference = known[at] ?? (await predict(input, settings.reference));
    references.push(reference);
    query.data.forEach((value, i) => (sums[i % plane] = (sums[i % plane] as number) + Math.abs(value - (reference.data[i] as number))));
    if (onNoise?.(references.length, mean()) ?? false) break;
  }
  return { timestep, differences: mean(), references, evaluations };
}
