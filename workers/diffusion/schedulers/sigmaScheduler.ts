import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, Scheduler, SchedulerState, SchedulerStep } from '../contracts';
import { emptyState, entry } from './schedule';
import { commonSettings } from './settings';
import type { ClassDefaults, CommonSettings, SchedulerSettings } from './settings';
import { explodingNoise, explodingOriginal, variancePreserving } from './sigmaSpace';
import { emptySchedule, finiteAlphas, sigmaSchedule } from './sigmaSchedule';
import type { SigmaHabits, SigmaSchedule } from './sigmaSchedule';

/** What the classes share that keep their latents as x₀ + σ·ε. */
export abstract class SigmaScheduler implements Scheduler {
  abstract readonly className: string;
  readonly multistep: boolean = false;
  readonly order: 1 | 2 = 1;
  readonly fitsStrength = false;
  readonly alphasCumprod: Float32Array;
  protected schedule: SigmaSchedule = emptySchedule;
  private readonly common: CommonSettings;

  /** @param rescales whether the class knows `rescale_betas_zero_snr`. */
  constructor(
    protected readonly settings: SchedulerSettings,
    readonly predictionType: PredictionType,
    private readonly habits: SigmaHabits,
    rescales: boolean,
    defaults: ClassDefaults = { spacing: 'linspace' },
  ) {
    const common = commonSettings(settings, defaults);
    this.common = rescales ? common : { ...common, zeroTerminalSnr: false };
    this.alphasCumprod = finiteAlphas(this.common);
  }

  timesteps(steps: number): readonly number[] {
    this.schedule = sigmaSchedule(this.common, this.alphasCumprod, this.settings, steps, this.habits);
    this.restore(emptyState);
    return this.schedule.timesteps;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return explodingNoise(clean, noise, this.sigmaOf(index));
  }

  scaleInput(latents: Tensor, index: number): Tensor {
    return variancePreserving(latents, this.sigmaOf(index));
  }

  draws(index: number): boolean;
  draws(): boolean {
    return false;
  }

  abstract step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep;

  startLate(index: number, first: number): number;
  startLate(index: number): number {
    return index;
  }

  snapshot(): SchedulerState {
    return emptyState;
  }

  restore(state: SchedulerState): void;
  restore(): void {
    // Nothing is remembered between steps, unless a class says so.
  }

  /** σ of an entry of the list. */
  protected sigmaOf(index: number): number {
    return entry(this.schedule.sigmas, index);
  }

  protected original(prediction: Tensor, latents: Tensor, sigma: number): Float32Array {
    return explodingOriginal(this.predictionType, prediction.data, latents.data, sigma);
  }
}

/** The step's result from plain values of the latents' shape. */
export function stepOf(data: Float32Array, original: Float32Array, { shape }: Tensor): SchedulerStep {
  return { latents: { data, shape }, predictedOriginal: { data: original, shape } };
}
