import type { SigmaSchedule } from './eulerSchedule';
import { checkSteps } from './schedule';
import type { CommonSettings, SchedulerSettings } from './settings';
import { karrasSigmas, sigmaAt, sigmaTable, timestepOfSigma } from './sigmas';
import { leading, linspace, roundHalfEven, trailing } from './spacing';

/** Lays out DPM-Solver's schedule: its leading and linspace spacings divide by one more step than they keep, and never end at 0. */
export function dpmSchedule(common: CommonSettings, alphasCumprod: Float32Array, settings: SchedulerSettings, steps: number): SigmaSchedule {
  checkSteps(steps, common.trainTimesteps);
  const table = sigmaTable(alphasCumprod);
  let timesteps = spaced(common, common.trainTimesteps - clippedCount(alphasCumprod, settings.lambda_min_clipped), steps);
  let sigmas = timesteps.map((timestep) => sigmaAt(table, timestep));
  if (settings.use_karras_sigmas) {
    // Unlike Euler's, these span the whole training range, whatever the spacing.
    sigmas = karrasSigmas(table[0] as number, table[table.length - 1] as number, steps);
    timesteps = sigmas.map((sigma) => timestepOfSigma(table, sigma));
    timesteps = timesteps.map(common.betaSchedule === 'squaredcos_cap_v2' ? Math.trunc : roundHalfEven);
  }
  const final = settings.final_sigmas_type === 'sigma_min' ? (table[0] as number) : 0;
  return { timesteps, sigmas: Float32Array.of(...sigmas, final) };
}

function spaced({ spacing, stepsOffset, trainTimesteps }: CommonSettings, last: number, steps: number): number[] {
  if (spacing === 'leading') return leading(last, steps + 1, steps + 1, stepsOffset).slice(0, -1);
  if (spacing === 'trailing') return trailing(last, trainTimesteps, steps);
  return linspace(0, last - 1, steps + 1)
    .map(roundHalfEven)
    .reverse()
    .slice(0, -1);
}

/** How many of the noisiest timesteps lie below the lower bound of λ = ln(√ᾱ/√(1−ᾱ)). */
function clippedCount(alphasCumprod: Float32Array, minimum: number | null | undefined): number {
  if (minimum === null || minimum === undefined) return 0;
  return alphasCumprod.filter((alpha) => Math.log(Math.sqrt(alpha)) - Math.log(Math.sqrt(1 - alpha)) < minimum).length;
}
