import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, Scheduler, SchedulerState, SchedulerStep } from '../contracts';
import { eulerSchedule, finiteAlphas } from './eulerSchedule';
import type { SigmaSchedule } from './eulerSchedule';
import { emptyState, entry } from './schedule';
import { commonSettings } from './settings';
import type { CommonSettings, SchedulerSettings } from './settings';
import { eulerUpdate, explodingNoise, explodingOriginal, variancePreserving } from './sigmaSpace';

/** Euler's method on the probability flow (Karras et al. 2022, algorithm 2 without churn). */
export class EulerScheduler implements Scheduler {
  readonly className = 'EulerDiscreteScheduler';
  readonly multistep = false;
  readonly predictionType: PredictionType;
  readonly alphasCumprod: Float32Array;
  private readonly common: CommonSettings;
  private readonly settings: SchedulerSettings;
  private schedule: SigmaSchedule = { timesteps: [], sigmas: new Float32Array(0) };

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    this.settings = settings;
    this.common = commonSettings(settings, 'linspace');
    this.predictionType = predictionType;
    this.alphasCumprod = finiteAlphas(this.common);
  }

  timesteps(steps: number): readonly number[] {
    this.schedule = eulerSchedule(this.common, this.alphasCumprod, this.settings, steps);
    return this.schedule.timesteps;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return explodingNoise(clean, noise, entry(this.schedule.sigmas, index));
  }

  scaleInput(latents: Tensor, index: number): Tensor {
    return variancePreserving(latents, entry(this.schedule.sigmas, index));
  }

  draws(): boolean {
    return false;
  }

  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const sigma = entry(this.schedule.sigmas, index);
    const original = explodingOriginal(this.predictionType, prediction.data, latents.data, sigma);
    const data = eulerUpdate(latents.data, original, sigma, entry(this.schedule.sigmas, index + 1));
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
