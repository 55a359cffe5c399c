import { cumulativeAlphas } from './alphas';
import { reshapedSigmas, reshapingOf } from './reshapedSigmas';
import { checkSteps } from './schedule';
import type { CommonSettings, SchedulerSettings } from './settings';
import { sigmaAt, sigmaTable, timestepOfSigma } from './sigmas';
import { leading, linspace, roundHalfEven, trailing } from './spacing';

/** Timesteps (float32, perhaps fractional) and one σ more than there are timesteps. */
export interface SigmaSchedule {
  readonly timesteps: readonly number[];
  readonly sigmas: Float32Array;
}

export const emptySchedule: SigmaSchedule = { timesteps: [], sigmas: new Float32Array(0) };

/** ᾱ for the σ-based classes: with a zero terminal signal-to-noise ratio the last is kept just above 0, so that σ stays finite. */
export function finiteAlphas(common: CommonSettings): Float32Array {
  const alphas = cumulativeAlphas(common);
  if (common.zeroTerminalSnr) alphas[alphas.length - 1] = 2 ** -24;
  return alphas;
}

/** What a class makes of the keys that others have too. */
export interface SigmaHabits {
  /** The class knows `interpolation_type`, `final_sigmas_type` and `timestep_type`. */
  readonly allOptions: boolean;
  /** The class has spacings of its own choice (Karras, exponential, beta). */
  readonly reshapes: boolean;
  /** Timesteps of Karras' levels are rounded. */
  readonly roundsKarras: boolean;
  /** `sigma_min` and `sigma_max` bound Karras' levels. */
  readonly boundsKarras: boolean;
}

/** Lays out the schedule of the classes that keep their latents in the σ scale. @param habits of the class. */
export function sigmaSchedule(
  common: CommonSettings,
  alphasCumprod: Float32Array,
  settings: SchedulerSettings,
  steps: number,
  habits: SigmaHabits,
): SigmaSchedule {
  checkSteps(steps, common.trainTimesteps);
  const table = sigmaTable(alphasCumprod);
  let timesteps = spaced(common, steps);
  let sigmas = timesteps.map((timestep) => sigmaAt(table, timestep));
  if (habits.allOptions && settings.interpolation_type === 'log_linear') {
    const logs = linspace(Math.log(table[table.length - 1] as number), Math.log(table[0] as number), steps + 1);
    sigmas = logs.map(Math.fround).map(Math.exp);
  }
  const reshaping = habits.reshapes ? reshapingOf(settings) : null;
  if (reshaping) {
    const { sigma_min, sigma_max } = reshaping === 'karras' && !habits.boundsKarras ? {} : settings;
    sigmas = reshapedSigmas(reshaping, sigma_min ?? (sigmas[sigmas.length - 1] as number), sigma_max ?? (sigmas[0] as number), steps);
    timesteps = sigmas.map((sigma) => timestepOfSigma(table, sigma));
    if (reshaping === 'karras' && habits.roundsKarras) timesteps = timesteps.map(roundHalfEven);
  }
  const final = habits.allOptions && settings.final_sigmas_type === 'sigma_min' ? (table[0] as number) : 0;
  const all = Float32Array.of(...sigmas, final);
  if (habits.allOptions && settings.timestep_type === 'continuous' && settings.prediction_type === 'v_prediction')
    timesteps = Array.from({ length: all.length - 1 }, (_, i) => 0.25 * Math.fround(Math.log(all[i] as number)));
  return { timesteps: timesteps.map(Math.fround), sigmas: all };
}

function spaced({ spacing, trainTimesteps, stepsOffset }: CommonSettings, steps: number): number[] {
  if (spacing === 'leading') return leading(trainTimesteps, steps, steps, stepsOffset);
  if (spacing === 'trailing') return trailing(trainTimesteps, trainTimesteps, steps);
  return linspace(0, trainTimesteps - 1, steps)
    .map(Math.fround)
    .reverse();
}
