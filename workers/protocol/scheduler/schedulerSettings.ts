import { z } from 'zod';

const flag = z.boolean();
/** JSON has no infinity, Python's does: a package may write null, or a parser may keep −Infinity. */
const realOrInfinite = z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY)]);

/**
 * Every key that `scheduler_config.json` has for the classes that can be run. A config written for one class may be read as
 * another, so all keys are known to all; what a class does not use, it does not look at.
 */
export const settingSchemas = {
  num_train_timesteps: z.int().min(1).max(100_000),
  beta_start: z.number().gt(0).lt(1),
  beta_end: z.number().gt(0).lt(1),
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']),
  trained_betas: z.array(z.number().gt(0).lt(1)).min(1).max(100_000),
  rescale_betas_zero_snr: flag,
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample', 'original_sample']),
  timestep_spacing: z.enum(['leading', 'trailing', 'linspace']),
  timestep_type: z.enum(['discrete', 'continuous']),
  steps_offset: z.int().min(0).max(1000),

  clip_sample: flag,
  clip_sample_range: z.number().gt(0),
  thresholding: flag,
  dynamic_thresholding_ratio: z.number().min(0).max(1),
  sample_max_value: z.number().gt(0),
  set_alpha_to_one: flag,
  skip_prk_steps: flag,

  interpolation_type: z.enum(['linear', 'log_linear']),
  use_karras_sigmas: flag,
  use_exponential_sigmas: flag,
  use_beta_sigmas: flag,
  use_lu_lambdas: flag,
  sigma_min: z.number().gt(0),
  sigma_max: z.number().gt(0),
  final_sigmas_type: z.enum(['zero', 'sigma_min']),

  algorithm_type: z.enum(['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++', 'deis']),
  solver_order: z.int().min(1).max(3),
  solver_type: z.enum(['midpoint', 'heun', 'logrho', 'bh1', 'bh2']),
  lower_order_final: flag,
  euler_at_final: flag,
  lambda_min_clipped: realOrInfinite,
  variance_type: z.enum(['fixed_small', 'fixed_small_log', 'fixed_large', 'fixed_large_log', 'learned', 'learned_range']),
  predict_x0: flag,
  disable_corrector: z.array(z.int().min(0)).max(1000),

  original_inference_steps: z.int().min(1),
  timestep_scaling: z.number().gt(0),
} as const;

type SettingKey = keyof typeof settingSchemas;

/** What a config says, checked: absent and null keys are left to each class's default. */
export type SchedulerSettings = { readonly [K in SettingKey]?: z.infer<(typeof settingSchemas)[K]> };

/** Without these, or with values of them that are not known, a model's predictions cannot be read at all. */
export const vitalSettings: ReadonlySet<string> = new Set([
  'num_train_timesteps',
  'beta_start',
  'beta_end',
  'beta_schedule',
  'trained_betas',
  'prediction_type',
]);

/** Keys that belong to flow matching, or say nothing about a run; without that they play no part and need no word. */
export const silentSettings: ReadonlySet<string> = new Set([
  'use_flow_sigmas',
  'flow_shift',
  'use_dynamic_shifting',
  'time_shift_type',
  'shift_terminal',
  'solver_p',
  'noise_sampler_seed',
]);
