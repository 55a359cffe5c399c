import type { Tensor } from '../../protocol/tensor';
import type { InvertibleScheduler, PredictionType, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { cumulativeAlphas } from './alphas';
import { bounded, boundOf, levelOf, noised, noiseFrom, originalFrom } from './original';
import type { Bound, Level } from './original';
import { checkSteps, emptyState, entry } from './schedule';
import { leading, linspace, roundHalfEven, trailing } from './spacing';
import { commonSettings } from './settings';
import type { CommonSettings, SchedulerSettings } from './settings';

/** Denoising diffusion implicit models (Song et al.) with η = 0, and the inverse of the same update. */
export class DdimScheduler implements InvertibleScheduler {
  readonly className = 'DDIMScheduler';
  readonly multistep = false;
  readonly predictionType: PredictionType;
  readonly alphasCumprod: Float32Array;
  private readonly common: CommonSettings;
  private readonly bound: Bound;
  private readonly finalAlpha: number;
  private list: readonly number[] = [];
  private stride = 1;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    this.common = commonSettings(settings, 'leading');
    this.predictionType = predictionType;
    this.alphasCumprod = cumulativeAlphas(this.common);
    this.bound = boundOf(settings, true);
    this.finalAlpha = (settings.set_alpha_to_one ?? true) ? 1 : entry(this.alphasCumprod, 0);
  }

  timesteps(steps: number): readonly number[] {
    const { trainTimesteps, spacing, stepsOffset } = this.common;
    checkSteps(steps, trainTimesteps);
    this.stride = Math.floor(trainTimesteps / steps);
    if (spacing === 'leading') this.list = leading(trainTimesteps, steps, steps, stepsOffset);
    else if (spacing === 'trailing') this.list = trailing(trainTimesteps, trainTimesteps, steps);
    else this.list = linspace(0, trainTimesteps - 1, steps).map(roundHalfEven).reverse();
    return this.list;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return noised(clean, noise, this.levelAt(index));
  }

  scaleInput(latents: Tensor): Tensor {
    return latents;
  }

  draws(): boolean {
    return false;
  }

  /** x' = √ᾱ'·x₀ + √(1 − ᾱ')·ε. */
  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const here = this.levelAt(index);
    const below = this.levelBelow(index);
    const original = bounded(originalFrom(this.predictionType, prediction.data, latents.data, here), this.bound, latents.shape[0] ?? 1);
    const noise = noiseFrom(this.predictionType, prediction.data, latents.data, here);
    return {
      latents: { data: weighted([below.signal, original], [below.noise, noise]), shape: latents.shape },
      predictedOriginal: { data: original, shape: latents.shape },
    };
  }

  /** The same update from the level below the step to the step's own. */
  inverseStep(prediction: Tensor, latents: Tensor, index: number): Tensor {
    const from = this.levelBelow(index);
    const to = this.levelAt(index);
    const original = bounded(originalFrom(this.predictionType, prediction.data, latents.data, from), this.bound, latents.shape[0] ?? 1);
    const noise = noiseFrom(this.predictionType, prediction.data, latents.data, from);
    return { data: weighted([to.signal, original], [to.noise, noise]), shape: latents.shape };
  }

  startLate(index: number): number {
    return index;
  }

  snapshot(): SchedulerState {
    return emptyState;
  }

  restore(): void {
    // Nothing is remembered between steps.
  }

  private levelAt(index: number): Level {
    return levelOf(entry(this.alphasCumprod, entry(this.list, index)));
  }

  /** The reference takes the level one stride below the timestep, which need not be the next one listed. */
  private levelBelow(index: number): Level {
    const timestep = entry(this.list, index) - this.stride;
    return levelOf(timestep >= 0 ? entry(this.alphasCumprod, timestep) : this.finalAlpha);
  }
}
