import { reshapedSigmas, reshapingOf } from './reshapedSigmas';
import { checkSteps } from './schedule';
import type { CommonSettings, SchedulerSettings } from './settings';
import { sigmaAt, sigmaTable, timestepOfSigma } from './sigmas';
import type { SigmaSchedule } from './sigmaSchedule';
import { leading, linspace, roundHalfEven, trailing } from './spacing';

/** What a class makes of the keys that others have too. */
export interface SolverHabits {
  /** The class knows `lambda_min_clipped`, … */
  readonly clips: boolean;
  /** … and spaces timesteps otherwise than evenly. */
  readonly spaces: boolean;
  /** The level after the last: as the config says; with `sigma_min`, that of the levels laid anew; or never nothing at all. */
  readonly final: 'configured' | 'configured-own' | 'smallest';
  /** The class knows `use_lu_lambdas`, and with a cosine schedule cuts timesteps off where others round them. */
  readonly extras: boolean;
}

/**
 * Lays out a solver's schedule: leading and linspace spacings divide by one more step than they keep, and never end at 0.
 * Unlike Euler's, levels that are laid anew span the whole training range, whatever the spacing.
 */
export function solverSchedule(
  common: CommonSettings,
  alphasCumprod: Float32Array,
  settings: SchedulerSettings,
  steps: number,
  habits: SolverHabits,
): SigmaSchedule {
  checkSteps(steps, common.trainTimesteps);
  const table = sigmaTable(alphasCumprod);
  const [smallest, largest] = [table[0] as number, table[table.length - 1] as number];
  const clipped = habits.clips ? clippedCount(alphasCumprod, settings.lambda_min_clipped) : 0;
  let timesteps = spaced(habits.spaces ? common : { ...common, spacing: 'linspace' }, common.trainTimesteps - clipped, steps);
  let sigmas = timesteps.map((timestep) => sigmaAt(table, timestep));
  const reshaping = reshapingOf(settings);
  const byLambda = !reshaping && habits.extras && settings.use_lu_lambdas === true;
  if (reshaping || byLambda) {
    // Lu et al.'s λ, evenly spaced, are levels evenly spaced in their logarithm.
    const [from, to] = byLambda ? [smallest, largest] : [settings.sigma_min ?? smallest, settings.sigma_max ?? largest];
    sigmas = reshapedSigmas(reshaping ?? 'exponential', from, to, steps);
    const whole =
      (reshaping === 'karras' || byLambda) && !(habits.extras && common.betaSchedule === 'squaredcos_cap_v2') ? roundHalfEven : Math.trunc;
    timesteps = sigmas.map((sigma) => whole(timestepOfSigma(table, sigma)));
  }
  return { timesteps, sigmas: Float32Array.of(...sigmas, finalSigma(settings, habits, smallest, reshaping ? sigmas : null)) };
}

function finalSigma(settings: SchedulerSettings, { final }: SolverHabits, smallest: number, anew: readonly number[] | null): number {
  const last = anew?.[anew.length - 1] ?? smallest;
  if (final === 'smallest') return last;
  if ((settings.final_sigmas_type ?? 'zero') === 'zero') return 0;
  return final === 'configured-own' ? last : smallest;
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
