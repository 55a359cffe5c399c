import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, Scheduler, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { cumulativeAlphas } from './alphas';
import { bounded, boundOf, levelOf, noised, originalFrom } from './original';
import type { Bound, Level } from './original';
import { checkSteps, emptyState, entry } from './schedule';
import { linspace } from './spacing';
import { commonSettings, unsupported } from './settings';
import type { CommonSettings, SchedulerSettings } from './settings';

/** Latent consistency sampling: each step jumps to x₀ and, except the last, adds fresh noise down to the next level. */
export class LcmScheduler implements Scheduler {
  readonly className = 'LCMScheduler';
  readonly multistep = false;
  readonly predictionType: PredictionType;
  readonly alphasCumprod: Float32Array;
  private readonly common: CommonSettings;
  private readonly bound: Bound;
  private readonly originalSteps: number;
  private readonly timestepScaling: number;
  private list: readonly number[] = [];

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    const common = commonSettings(settings, 'leading');
    this.common = {
      ...common,
      betaStart: settings.beta_start ?? 0.00085,
      betaEnd: settings.beta_end ?? 0.012,
      betaSchedule: settings.beta_schedule ?? 'scaled_linear',
    };
    this.predictionType = predictionType;
    this.alphasCumprod = cumulativeAlphas(this.common);
    this.bound = boundOf(settings, false);
    this.originalSteps = settings.original_inference_steps ?? 50;
    this.timestepScaling = settings.timestep_scaling ?? 10;
    if (this.originalSteps > common.trainTimesteps) throw unsupported(`The scheduler setting “original_inference_steps” = ${this.originalSteps} is larger than the ${common.trainTimesteps} training timesteps.`);
  }

  /** Picks from the distillation's own timesteps, k·(1 … original) − 1; spacing and offset play no part. */
  timesteps(steps: number): readonly number[] {
    checkSteps(steps, this.originalSteps);
    const stride = Math.floor(this.common.trainTimesteps / this.originalSteps);
    const origin = Array.from({ length: this.originalSteps }, (_, i) => (this.originalSteps - i) * stride - 1);
    this.list = linspace(0, origin.length, steps + 1)
      .slice(0, steps)
      .map((position) => entry(origin, Math.floor(position)));
    return this.list;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return noised(clean, noise, this.levelAt(index));
  }

  scaleInput(latents: Tensor): Tensor {
    return latents;
  }

  draws(index: number): boolean {
    return index < this.list.length - 1;
  }

  /** c_skip·x + c_out·x₀ with s = timestep·scaling, c_skip = ¼/(s² + ¼), c_out = s/√(s² + ¼). */
  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    const here = this.levelAt(index);
    const original = bounded(originalFrom(this.predictionType, prediction.data, latents.data, here), this.bound, latents.shape[0] ?? 1);
    const scaled = entry(this.list, index) * this.timestepScaling;
    const skip = Math.fround(0.25 / (scaled * scaled + 0.25));
    const out = Math.fround(scaled / Math.sqrt(scaled * scaled + 0.25));
    const denoised = weighted([out, original], [skip, latents.data]);
    return { latents: { data: this.renoised(denoised, index, noise), shape: latents.shape }, predictedOriginal: { data: denoised, shape: latents.shape } };
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

  private renoised(denoised: Float32Array, index: number, noise: Tensor | null): Float32Array {
    if (!this.draws(index)) return denoised;
    if (!noise) throw new Fault('unexpected', 'The LCM scheduler was given no noise for a step that needs it.');
    const next = this.levelAt(index + 1);
    return weighted([next.signal, denoised], [next.noise, noise.data]);
  }

  private levelAt(index: number): Level {
    return levelOf(entry(this.alphasCumprod, entry(this.list, index)));
  }
}
