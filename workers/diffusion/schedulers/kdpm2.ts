import type { PredictionType } from '../contracts';
import { PairedScheduler } from './pairedScheduler';
import type { Middle } from './pairedScheduler';
import { entry } from './schedule';
import { sigmaTable, timestepOfSigma } from './sigmas';
import { unsupported } from './settings';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/** DPM-Solver-2 in the σ scale (“DPM2”): the slope in the middle of the step, in ln σ, leads over the whole of it. */
export class Kdpm2Scheduler extends PairedScheduler {
  readonly className: string = 'KDPM2DiscreteScheduler';
  private table: Float32Array | null = null;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    if (predictionType === 'sample') throw unsupported(tr`The scheduler setting “prediction_type” = "sample" is not supported by KDPM2.`);
    const habits = { allOptions: false, reshapes: true, roundsKarras: true, boundsKarras: true };
    super(settings, predictionType, habits, false, { spacing: 'linspace', betaStart: 0.00085, betaEnd: 0.012 });
  }

  protected middle(step: number): Middle {
    return this.between(step, entry(this.schedule.sigmas, step + 1), 0);
  }

  /** The step down to `down`, evaluated in the middle between. */
  protected between(step: number, down: number, up: number): Middle {
    const sigma = Math.fround(Math.exp((Math.log(entry(this.schedule.sigmas, step)) + Math.log(down)) / 2));
    this.table ??= sigmaTable(this.alphasCumprod);
    return { sigma, timestep: timestepOfSigma(this.table, sigma), down, up, firstWeight: 0 };
  }
}
