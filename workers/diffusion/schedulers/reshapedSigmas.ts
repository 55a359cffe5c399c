import { betaQuantile } from './betaQuantile';
import type { SchedulerSettings } from './settings';
import { linspace } from './spacing';

/** How a config lays noise levels between the largest and the smallest anew; null: they stay where the timesteps have them. */
export type Reshaping = 'karras' | 'exponential' | 'beta' | null;

export function reshapingOf(settings: SchedulerSettings): Reshaping {
  if (settings.use_karras_sigmas) return 'karras';
  if (settings.use_exponential_sigmas) return 'exponential';
  return settings.use_beta_sigmas ? 'beta' : null;
}

/**
 * Noise levels from `maximum` down to `minimum`: Karras et al. 2022, eq. 5 with ρ = 7; evenly in the logarithm; or by the quantiles of
 * the beta distribution with α = β = 0.6 (Lee et al. 2024).
 */
export function reshapedSigmas(reshaping: NonNullable<Reshaping>, minimum: number, maximum: number, steps: number): number[] {
  switch (reshaping) {
    case 'karras': {
      const rho = 7;
      const from = maximum ** (1 / rho);
      const to = minimum ** (1 / rho);
      return linspace(0, 1, steps).map((ramp) => (from + ramp * (to - from)) ** rho);
    }
    case 'exponential':
      return linspace(Math.log(maximum), Math.log(minimum), steps).map(Math.exp);
    case 'beta':
      return linspace(0, 1, steps).map((ramp) => minimum + betaQuantile(1 - ramp, 0.6, 0.6) * (maximum - minimum));
  }
}
