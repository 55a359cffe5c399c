import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { ancestralNoise } from './ancestralNoise';
import { SigmaScheduler, stepOf } from './sigmaScheduler';
import { eulerUpdate } from './sigmaSpace';
import type { SchedulerSettings } from './settings';

/** Euler steps down to σ_down, then fresh noise up to the next level; one draw at every step, the last included. */
export class EulerAncestralScheduler extends SigmaScheduler {
  readonly className = 'EulerAncestralDiscreteScheduler';

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    super(settings, predictionType, { allOptions: false, reshapes: false, roundsKarras: false, boundsKarras: false }, true);
  }

  override draws(): boolean {
    return true;
  }

  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    const sigma = this.sigmaOf(index);
    const { up, down } = ancestralNoise(sigma, this.sigmaOf(index + 1));
    const original = this.original(prediction, latents, sigma);
    const lower = eulerUpdate(latents.data, original, sigma, down);
    return stepOf(noise ? weighted([1, lower], [up, noise.data]) : lower, original, latents);
  }
}
