import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, Scheduler, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { eulerSchedule, finiteAlphas } from './eulerSchedule';
import type { SigmaSchedule } from './eulerSchedule';
import { emptyState, entry } from './schedule';
import { commonSettings } from './settings';
import type { CommonSettings, SchedulerSettings } from './settings';
import { eulerUpdate, explodingNoise, explodingOriginal, variancePreserving } from './sigmaSpace';

const fl = Math.fround;

/** Euler steps down to σ_down, then fresh noise up to the next level; one draw at every step, the last included. */
export class EulerAncestralScheduler implements Scheduler {
  readonly className = 'EulerAncestralDiscreteScheduler';
  readonly multistep = false;
  readonly predictionType: PredictionType;
  readonly alphasCumprod: Float32Array;
  private readonly common: CommonSettings;
  private schedule: SigmaSchedule = { timesteps: [], sigmas: new Float32Array(0) };

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    this.common = commonSettings(settings, 'linspace');
    this.predictionType = predictionType;
    this.alphasCumprod = finiteAlphas(this.common);
  }

  timesteps(steps: number): readonly number[] {
    // This class has no Karras option and no choice of the final σ.
    this.schedule = eulerSchedule(this.common, this.alphasCumprod, { _class_name: this.className }, steps);
    return this.schedule.timesteps;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return explodingNoise(clean, noise, entry(this.schedule.sigmas, index));
  }

  scaleInput(latents: Tensor, index: number): Tensor {
    return variancePreserving(latents, entry(this.schedule.sigmas, index));
  }

  draws(): boolean {
    return true;
  }

  /** σ_up² = σ'²(σ² − σ'²)/σ², σ_down² = σ'² − σ_up². */
  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    const sigma = entry(this.schedule.sigmas, index);
    const next = entry(this.schedule.sigmas, index + 1);
    const nextSquare = fl(next * next);
    const square = fl(sigma * sigma);
    const up = fl(Math.sqrt(fl(fl(nextSquare * fl(square - nextSquare)) / square)));
    const down = fl(Math.sqrt(fl(nextSquare - fl(up * up))));
    const original = explodingOriginal(this.predictionType, prediction.data, latents.data, sigma);
    const lower = eulerUpdate(latents.data, original, sigma, down);
    const data = noise ? weighted([1, lower], [up, noise.data]) : lower;
    return { latents: { data, shape: latents.shape }, predictedOriginal: { data: original, shape: latents.shape } };
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
}
