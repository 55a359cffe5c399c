import { cumulativeAlphas } from './alphas';
import { checkSteps } from './schedule';
import type { CommonSettings, SchedulerSettings } from './settings';
import { karrasSigmas, sigmaAt, sigmaTable, timestepOfSigma } from './sigmas';
import { leading, linspace, trailing } from './spacing';

/** Timesteps (float32, perhaps fractional) and one σ more than there are timesteps. */
export interface SigmaSchedule {
  readonly timesteps: readonly number[];
  readonly sigmas: Float32Array;
}

/** ᾱ for the σ-based classes: with a zero terminal signal-to-noise ratio the last is kept just above 0, so that σ stays finite. */
export function finiteAlphas(common: CommonSettings): Float32Array {
  const alphas = cumulativeAlphas(common);
  if (common.zeroTerminalSnr) alphas[alphas.length - 1] = 2 ** -24;
  return alphas;
}

/** Lays out the schedule of both Euler classes. */
export function eulerSchedule(common: CommonSettings, alphasCumprod: Float32Array, settings: SchedulerSettings, steps: number): SigmaSchedule {
  checkSteps(steps, common.trainTimesteps);
  const table = sigmaTable(alphasCumprod);
  let timesteps = spaced(common, steps);
  let sigmas = timesteps.map((timestep) => sigmaAt(table, timestep));
  if (settings.interpolation_type === 'log_linear') {
    const logs = linspace(Math.log(table[table.length - 1] as number), Math.log(table[0] as number), steps + 1);
    sigmas = logs.map(Math.fround).map(Math.exp);
  }
  if (settings.use_karras_sigmas) {
    sigmas = karrasSigmas(settings.sigma_min ?? (sigmas[sigmas.length - 1] as number), settings.sigma_max ?? (sigmas[0] as number), steps);
    timesteps = sigmas.map((sigma) => timestepOfSigma(table, sigma));
  }
  const final = settings.final_sigmas_type === 'sigma_min' ? (table[0] as number) : 0;
  return { timesteps: timesteps.map(Math.fround), sigmas: Float32Array.of(...sigmas, final) };
}

function spaced({ spacing, trainTimesteps, stepsOffset }: CommonSettings, steps: number): number[] {
  if (spacing === 'leading') return leading(trainTimesteps, steps, steps, stepsOffset);
  if (spacing === 'trailing') return trailing(trainTimesteps, trainTimesteps, steps);
  return linspace(0, trainTimesteps - 1, steps).map(Math.fround).reverse();
}
