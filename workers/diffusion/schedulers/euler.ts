import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerStep } from '../contracts';
import { SigmaScheduler, stepOf } from './sigmaScheduler';
import { eulerUpdate } from './sigmaSpace';
import type { SchedulerSettings } from './settings';

/** Euler's method on the probability flow (Karras et al. 2022, algorithm 2 without churn). */
export class EulerScheduler extends SigmaScheduler {
  readonly className = 'EulerDiscreteScheduler';

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    super(settings, predictionType, { allOptions: true, reshapes: true, roundsKarras: false, boundsKarras: true }, true);
  }

  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const sigma = this.sigmaOf(index);
    const original = this.original(prediction, latents, sigma);
    return stepOf(eulerUpdate(latents.data, original, sigma, this.sigmaOf(index + 1)), original, latents);
  }
}
