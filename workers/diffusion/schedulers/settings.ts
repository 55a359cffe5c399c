import { z } from 'zod';
import { Fault } from '../../protocol/faults';

const flag = z.boolean().nullish();
const real = z.number().nullish();
/** JSON has no infinity, Python's does: a package may write null, or a parser may keep −Infinity. */
const realOrInfinite = z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY)]).nullish();
const off = z.literal(false, 'is not supported').nullish();

/**
 * Every key that `scheduler_config.json` has for the supported classes. A config written for one class may be read as
 * another, so all keys are known to all; what a class does not use, it does not look at.
 */
const configSchema = z.strictObject({
  _class_name: z.string(),
  _diffusers_version: z.string().nullish(),
  _name_or_path: z.string().nullish(),
  _use_default_values: z.array(z.string()).nullish(),

  num_train_timesteps: z.int().min(1).max(100_000).nullish(),
  beta_start: z.number().gt(0).lt(1).nullish(),
  beta_end: z.number().gt(0).lt(1).nullish(),
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']).nullish(),
  trained_betas: z.array(z.number().gt(0).lt(1)).min(1).nullish(),
  rescale_betas_zero_snr: flag,
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample', 'original_sample']).nullish(),
  timestep_spacing: z.enum(['leading', 'trailing', 'linspace']).nullish(),
  timestep_type: z.literal('discrete', 'must be discrete').nullish(),
  steps_offset: z.int().min(0).max(1000).nullish(),

  clip_sample: flag,
  clip_sample_range: z.number().gt(0).nullish(),
  thresholding: flag,
  dynamic_thresholding_ratio: z.number().min(0).max(1).nullish(),
  sample_max_value: z.number().gt(0).nullish(),
  set_alpha_to_one: flag,
  skip_prk_steps: flag,

  interpolation_type: z.enum(['linear', 'log_linear']).nullish(),
  use_karras_sigmas: flag,
  use_exponential_sigmas: off,
  use_beta_sigmas: off,
  use_lu_lambdas: off,
  use_flow_sigmas: off,
  use_dynamic_shifting: off,
  flow_shift: real,
  time_shift_type: z.string().nullish(),
  sigma_min: z.number().gt(0).nullish(),
  sigma_max: z.number().gt(0).nullish(),
  final_sigmas_type: z.enum(['zero', 'sigma_min']).nullish(),

  algorithm_type: z.string().nullish(),
  solver_order: z.int().min(1).max(3).nullish(),
  solver_type: z.enum(['midpoint', 'heun']).nullish(),
  lower_order_final: flag,
  euler_at_final: flag,
  lambda_min_clipped: realOrInfinite,
  variance_type: z.string().nullish(),

  original_inference_steps: z.int().min(1).nullish(),
  timestep_scaling: z.number().gt(0).nullish(),
});

/** A package's `scheduler_config.json` after the door: known keys only, absent and null ones left to each class's default. */
export type SchedulerSettings = z.infer<typeof configSchema>;

/** What every supported class takes from a config, with defaults in place. */
export interface CommonSettings {
  readonly trainTimesteps: number;
  readonly betaStart: number;
  readonly betaEnd: number;
  readonly betaSchedule: 'linear' | 'scaled_linear' | 'squaredcos_cap_v2';
  readonly trainedBetas: readonly number[] | null;
  readonly zeroTerminalSnr: boolean;
  readonly spacing: 'leading' | 'trailing' | 'linspace';
  readonly stepsOffset: number;
}

/** Checks a parsed `scheduler_config.json`. Throws Fault `scheduler-unsupported` naming the key or value that is not known. */
export function readSettings(config: unknown): SchedulerSettings {
  const parsed = configSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (!issue) throw unsupported('The scheduler configuration cannot be read.');
  if (issue.code === 'unrecognized_keys') throw unsupported(`The scheduler setting “${issue.keys.join('”, “')}” is not known.`);
  const key = issue.path.join('.');
  const value = key ? JSON.stringify((config as Record<string, unknown>)[String(issue.path[0])]) : '';
  throw unsupported(key ? `The scheduler setting “${key}” = ${value} is not supported.` : 'The scheduler configuration is not an object.');
}

/** Fills in the defaults of the documented constructor; only the spacing's differs by class. */
export function commonSettings(settings: SchedulerSettings, spacing: CommonSettings['spacing']): CommonSettings {
  const trainedBetas = settings.trained_betas ?? null;
  return {
    trainTimesteps: trainedBetas?.length ?? settings.num_train_timesteps ?? 1000,
    betaStart: settings.beta_start ?? 0.0001,
    betaEnd: settings.beta_end ?? 0.02,
    betaSchedule: settings.beta_schedule ?? 'linear',
    trainedBetas,
    zeroTerminalSnr: settings.rescale_betas_zero_snr ?? false,
    spacing: settings.timestep_spacing ?? spacing,
    stepsOffset: settings.steps_offset ?? 0,
  };
}

/** The refusal of a scheduler or of one of its settings; the sentence names it. */
export function unsupported(sentence: string): Fault {
  return new Fault('scheduler-unsupported', sentence, 'Choose another scheduler, or correct the package’s scheduler_config.json.');
}
