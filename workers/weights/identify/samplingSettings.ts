import type { ConfigFile } from './configFiles';
import type { FamilyFacts } from './families';
import type { Labels } from './guesses';
import type { Sampling } from './prediction';

/** How the latents that a UNet sees come from those of its autoencoder: (z − mean) · scalingFactor / std. */
export interface LatentSettings {
  readonly scalingFactor: number;
  readonly mean: readonly number[] | null;
  readonly std: readonly number[] | null;
  /** The autoencoder overflows in half precision. */
  readonly forceUpcast: boolean;
}

const playground: LatentSettings = {
  scalingFactor: 0.5,
  mean: [-1.6574, 1.886, -1.383, 2.5155],
  std: [8.4927, 5.9022, 6.5498, 5.2299],
  forceUpcast: true,
};

/** Settings of a family's own autoencoder, for files that bring no configuration. */
export function familyLatents(family: FamilyFacts, sampling: Sampling): LatentSettings {
  if (sampling.prediction === 'edm') return playground;
  const xl = family.latents === 'sdxl';
  return { scalingFactor: xl ? 0.13025 : 0.18215, mean: null, std: null, forceUpcast: xl };
}

/** A scheduler's configuration for files that bring none: the schedule that all families were trained on, and a solver of the kind. */
export function familyScheduler(family: FamilyFacts, sampling: Sampling): Readonly<Record<string, unknown>> {
  const { prediction, fewStep, guess, zeroTerminalSnr } = sampling;
  if (prediction === 'edm')
    return {
      _class_name: 'EDMDPMSolverMultistepScheduler',
      num_train_timesteps: 1000,
      prediction_type: 'epsilon',
      sigma_data: 0.5,
      sigma_min: 0.002,
      sigma_max: 80,
      rho: 7,
      solver_order: 2,
      final_sigmas_type: 'zero',
    };
  const steps = fewStep ?? guess?.fewStep ?? null;
  const trailing = zeroTerminalSnr || (steps !== null && steps !== 'lcm');
  const solver = family.latents === 'sdxl' || trailing ? 'EulerDiscreteScheduler' : 'DDIMScheduler';
  return {
    _class_name: steps === 'lcm' ? 'LCMScheduler' : solver,
    num_train_timesteps: 1000,
    beta_schedule: 'scaled_linear',
    beta_start: 0.00085,
    beta_end: 0.012,
    steps_offset: 1,
    clip_sample: false,
    set_alpha_to_one: false,
    prediction_type: prediction === 'v' ? 'v_prediction' : prediction === 'unknown' ? 'epsilon' : prediction,
    timestep_spacing: trailing ? 'trailing' : 'leading',
    ...(zeroTerminalSnr && { rescale_betas_zero_snr: true }),
  };
}

/** Sides of pictures that a configuration or metadata may rightly speak of, in pixels. */
const [leastSidePx, mostSidePx, sideStepPx] = [64, 2048, 64];
const latentCellPx = 8;

/**
 * The side of the pictures that a model was made for: as its configuration says (`sample_size`, in latents), else its metadata
 * (`modelspec.resolution`, “768x768”), else its family.
 */
export function nativeSidePx(family: FamilyFacts, sampling: Sampling, config: ConfigFile | null, { metadata }: Labels): number {
  const [, width, height] = /^(\d{2,4})(?:x(\d{2,4}))?$/.exec(metadata.get('modelspec.resolution') ?? '') ?? [];
  const said = [(config?.number('sample_size') ?? 0) * latentCellPx, height === undefined || height === width ? Number(width) : Number.NaN];
  const sound = said.find((side) => side >= leastSidePx && side <= mostSidePx && side % sideStepPx === 0);
  if (sound !== undefined) return sound;
  // SD 2.1's v-model is the one for larger pictures.
  return family.name === 'sd2' && sampling.prediction === 'v' ? 768 : family.sidePx;
}
