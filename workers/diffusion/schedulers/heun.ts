import type { PredictionType } from '../contracts';
import { boundOf } from './original';
import type { Bound } from './original';
import { PairedScheduler } from './pairedScheduler';
import type { Middle } from './pairedScheduler';
import { entry } from './schedule';
import type { SchedulerSettings } from './settings';

/** Heun's method (Karras et al. 2022, algorithm 1): an Euler step, then the mean of the slopes at its two ends. */
export class HeunScheduler extends PairedScheduler {
  readonly className = 'HeunDiscreteScheduler';

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    const habits = { allOptions: false, reshapes: true, roundsKarras: false, boundsKarras: true };
    super(settings, predictionType, habits, false, { spacing: 'linspace', betaStart: 0.00085, betaEnd: 0.012 });
  }

  protected middle(step: number): Middle {
    const sigma = entry(this.schedule.sigmas, step + 1);
    return { sigma, timestep: entry(this.schedule.timesteps, step + 1), down: sigma, up: 0, firstWeight: 0.5 };
  }

  protected override bound(): Bound {
    return boundOf({ ...this.settings, thresholding: false }, false);
  }
}
