import { binaryMask, softContrast } from '../../maps/contrast/softContrast';
import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import { planeSize, requireFinite, requireMap, requireShape } from '../checks';
import type { Conditioning, Denoiser, Evaluations, MethodResult, MethodRun, Scheduler } from '../contracts';
import { DenoisingRun } from '../denoisingRun';
import { addEvaluations } from '../evaluations';
import { outside, replaceWhere } from '../latents/replaceWhere';
import { blendedInpaint } from './blendedInpaint';
import { form, plural, tr } from '../../texts/texts';

/** From differences to a mask. */
export interface MaskSettings {
  /** Outliers are cut at this multiple of the mean. */
  readonly clampRatio: number;
  /** 0…1 of the clamped contrast. */
  readonly threshold: number;
}

export interface DiffEditSettings extends MaskSettings {
  /** Whether step 1 says where; else `allowed` alone does. */
  readonly finds: boolean;
  /** Of the paper: decoding everything freely, or from noise instead of from the inverted source. */
  readonly ablation: 'none' | 'encode-decode' | 'without-encoding';
}

/** What a run of DiffEdit is handed: the memory of earlier runs and the count of steps. */
export interface DiffEditHands {
  /** Step 1, as far as no earlier run made it: `diffEditDifferences`. */
  compare(): Promise<{ readonly differences: Float64Array; readonly evaluations: Evaluations }>;
  /** Step 2, as far as no earlier run made it: `ddimInversion` of the source, x⁰ … x^k. */
  encode(): Promise<{ readonly trajectory: readonly Tensor[]; readonly evaluations: Evaluations }>;
  /** What an earlier run decoded with this mask, or what `make` makes. */
  decoded(edit: Float32Array, make: () => Promise<MethodResult>): Promise<MethodResult>;
}

/**
 * DiffEdit (Couairon et al.), its steps in their order: where do the two texts ask for different things; encode the source; decode it
 * under the query, where the edit is.
 * @param settings of decoding: its strength is the encoding ratio r, its scheduler that of the inversion.
 * @param allowed binary at latent size: where step 1 may find anything.
 * @returns besides the latents what step 1 found: contrast 0…1 and the edit, binary, both at latent size; null where it was not asked.
 * @throws Fault `nothing-to-change` where it found nothing.
 */
export async function diffEdit<E>(
  settings: MethodRun<E>,
  { finds, ablation, ...maskSettings }: DiffEditSettings,
  allowed: Float32Array,
  hands: DiffEditHands,
): Promise<MethodResult & { readonly found: { readonly contrast: Float32Array; readonly edit: Float32Array } | null }> {
  let edit = ablation === 'encode-decode' ? allowed.map(() => 1) : allowed;
  let compared: Evaluations = { done: 0, skipped: 0, reused: 0 };
  let contrast: Float32Array | null = null;
  if (finds && ablation !== 'encode-decode') {
    const { differences, evaluations } = await hands.compare();
    const found = maskOfDifferences(differences, maskSettings);
    compared = evaluations;
    contrast = found.contrast;
    edit = found.mask.map((value, cell) => (value > 0 && (allowed[cell] ?? 0) > 0 ? 1 : 0));
    if (!edit.includes(1)) throw nothingFound();
  }
  const { latents, evaluations } = await hands.decoded(edit, async () => {
    if (ablation === 'without-encoding') return blendedInpaint(settings, edit);
    const encoded = await hands.encode();
    const result = await decodeAlong(settings, encoded.trajectory, edit);
    return { latents: result.latents, evaluations: addEvaluations(encoded.evaluations, result.evaluations) };
  });
  return { latents, evaluations: addEvaluations(compared, evaluations), found: contrast && { contrast, edit } };
}

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

export interface Differences {
  readonly timestep: number;
  /** Absolute difference of the two predictions at each position, averaged over noises and channels. */
  readonly differences: Float64Array;
  /** Predictions under the reference, one for each noise that was taken; another query can be asked against them. */
  readonly references: readonly Tensor[];
  readonly evaluations: number;
}

interface DiffEditMask {
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
    plural(
      entries,
      form`With 1 step, a noise strength of ${Math.round(noiseStrength * 100)} % is none at all.`,
      form`With ${entries} steps, a noise strength of ${Math.round(noiseStrength * 100)} % is none at all.`,
    ),
    tr`Raise the noise strength or the number of steps.`,
  );
}

/** The evaluations of step 1: two for each noise, both at one timestep, less the references that are known. */
export async function diffEditDifferences<E>(settings: ContrastSettings<E>): Promise<Differences> {
  const { denoiser, scheduler, steps, source, noises, known = [], onEvaluation, onNoise } = settings;
  const plane = planeSize(source, tr`The source latents`);
  requireFinite(source, tr`The source latents`);
  if (noises.length === 0) throw new Fault('bad-recipe', tr`The automatic map needs at least one noise.`, tr`Raise the number of noises.`);
  noises.forEach((noise) => requireShape(noise, source, tr`The noise latents`));
  known.forEach((reference) => requireShape(reference, source, tr`The known predictions`));
  const count = 2 * noises.length - Math.min(known.length, noises.length);
  const list = scheduler.timesteps(steps);
  const index = contrastIndex(list.length, settings.noiseStrength);
  const timestep = list[index] as number;

  const sums = new Float64Array(plane);
  let evaluations = 0;
  const predict = async (input: Tensor, conditioning: Conditioning<E>): Promise<Tensor> => {
    const prediction = await denoiser.predict(input, timestep, conditioning);
    requireShape(prediction, source, tr`The predictions`);
    requireFinite(prediction, tr`The model’s predictions`);
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

/**
 * DiffEdit step 3: decode the inverted latents under the query; after each step the elements outside
 * the edit are the inverted latents of the level just reached, so that the last blend puts the clean source back.
 * @param settings its strength is the encoding ratio of the inversion.
 * @param trajectory x⁰ … x^k of `ddimInversion` at that ratio.
 * @param edit binary at latent size: above 0 may change.
 */
export async function decodeAlong<E>(settings: MethodRun<E>, trajectory: readonly Tensor[], edit: Float32Array): Promise<MethodResult> {
  const run = new DenoisingRun(settings);
  requireMap(edit, run.plane, tr`The change map`);
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
    tr`The inversion has ${trajectory.length} levels, but decoding needs ${count + 1}.`,
    tr`Use the same steps and encoding ratio for both.`,
  );
}

function nothingFound(): Fault {
  return new Fault(
    'nothing-to-change',
    tr`Prompt and reference text ask for the same everywhere that may change: the automatic map is empty.`,
    tr`Describe the difference more plainly, lower the threshold, or let more of the picture change.`,
  );
}
