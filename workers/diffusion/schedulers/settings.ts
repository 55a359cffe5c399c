import type { SchedulerSettings } from '../../protocol/scheduler/schedulerSettings';

export type { SchedulerSettings } from '../../protocol/scheduler/schedulerSettings';
export { unsupportedScheduler as unsupported } from '../../protocol/scheduler/readScheduler';

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

/** Constructor defaults that differ by class. */
export interface ClassDefaults {
  readonly spacing: CommonSettings['spacing'];
  readonly betaStart?: number;
  readonly betaEnd?: number;
  readonly betaSchedule?: CommonSettings['betaSchedule'];
}

/** Fills in the defaults of the documented constructor. */
export function commonSettings(settings: SchedulerSettings, defaults: ClassDefaults): CommonSettings {
  const trainedBetas = settings.trained_betas ?? null;
  return {
    trainTimesteps: trainedBetas?.length ?? settings.num_train_timesteps ?? 1000,
    betaStart: settings.beta_start ?? defaults.betaStart ?? 0.0001,
    betaEnd: settings.beta_end ?? defaults.betaEnd ?? 0.02,
    betaSchedule: settings.beta_schedule ?? defaults.betaSchedule ?? 'linear',
    trainedBetas,
    zeroTerminalSnr: settings.rescale_betas_zero_snr ?? false,
    spacing: settings.timestep_spacing ?? defaults.spacing,
    stepsOffset: settings.steps_offset ?? 0,
  };
}
