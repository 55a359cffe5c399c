import type { SolverAlgorithm, SolverType } from './dpmUpdate';
import { unsupported } from './settings';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/**
 * What both DPM-Solver classes make of a config: other solvers' words mean their own default, and where noise is predicted the
 * schedule cannot end in none at all. Throws Fault `scheduler-unsupported` where the model predicts variances beside the noise.
 */
export function solverSettings(settings: SchedulerSettings): SchedulerSettings {
  // Other classes' files name variances that these do not look at; a learned one would come with the prediction.
  if (settings.variance_type?.startsWith('learned'))
    throw unsupported(tr`The scheduler setting “variance_type” = ${JSON.stringify(settings.variance_type)} is not supported.`);
  return algorithmOf(settings).endsWith('++') ? settings : { ...settings, final_sigmas_type: 'sigma_min' };
}

export function algorithmOf({ algorithm_type = 'dpmsolver++' }: SchedulerSettings): SolverAlgorithm {
  return algorithm_type === 'deis' ? 'dpmsolver++' : algorithm_type;
}

export function solverTypeOf({ solver_type }: SchedulerSettings): SolverType {
  return solver_type === 'heun' ? 'heun' : 'midpoint';
}
