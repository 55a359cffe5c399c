import type { Tensor } from '../../protocol/tensor';
import type { InvertibleScheduler, PredictionType, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { AlphaScheduler } from './alphaScheduler';
import { bounded, boundOf, levelOf, noiseFrom, originalFrom } from './original';
import type { Bound, Level } from './original';
import { entry } from './schedule';
import { stepOf } from './sigmaScheduler';
import type { SchedulerSettings } from './settings';

/** Denoising diffusion implicit models (Song et al.) with η = 0, and the inverse of the same update. */
export class DdimScheduler extends AlphaScheduler implements InvertibleScheduler {
  readonly className = 'DDIMScheduler';
  private readonly bound: Bound;
  private readonly finalAlpha: number;
  private stride = 1;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    super(settings, predictionType, { spacing: 'leading' }, true);
    this.bound = boundOf(settings, true);
    this.finalAlpha = (settings.set_alpha_to_one ?? true) ? 1 : this.alphaOf(0);
  }

  override timesteps(steps: number): readonly number[] {
    this.stride = Math.floor(this.common.trainTimesteps / steps);
    return super.timesteps(steps);
  }

  /** x' = √ᾱ'·x₀ + √(1 − ᾱ')·ε. */
  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const { original, noise } = this.parts(prediction, latents, this.levelAt(index));
    const below = this.levelBelow(index);
    return stepOf(weighted([below.signal, original], [below.noise, noise]), original, latents);
  }

  /** The same update from the level below the step to the step's own. */
  inverseStep(prediction: Tensor, latents: Tensor, index: number): Tensor {
    const { original, noise } = this.parts(prediction, latents, this.levelBelow(index));
    const to = this.levelAt(index);
    return { data: weighted([to.signal, original], [to.noise, noise]), shape: latents.shape };
  }

  private parts(prediction: Tensor, latents: Tensor, at: Level): { readonly original: Float32Array; readonly noise: Float32Array } {
    const original = originalFrom(this.predictionType, prediction.data, latents.data, at);
    return {
      original: bounded(original, this.bound, latents.shape[0] ?? 1),
      noise: noiseFrom(this.predictionType, prediction.data, latents.data, at),
    };
  }

  /** The reference takes the level one stride below the timestep, which need not be the next one listed. */
  private levelBelow(index: number): Level {
    const timestep = entry(this.list, index) - this.stride;
    return levelOf(timestep >= 0 ? this.alphaOf(timestep) : this.finalAlpha);
  }
}
