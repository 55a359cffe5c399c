import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, Scheduler, SchedulerState, SchedulerStep } from '../contracts';
import { solverLevel } from './dpmUpdate';
import type { SolverLevel } from './dpmUpdate';
import { bounded, boundOf, noised, originalFrom } from './original';
import type { Bound } from './original';
import { emptyState, entry } from './schedule';
import { commonSettings } from './settings';
import type { CommonSettings, SchedulerSettings } from './settings';
import { emptySchedule, finiteAlphas } from './sigmaSchedule';
import type { SigmaSchedule } from './sigmaSchedule';
import { solverSchedule } from './solverSchedule';
import type { SolverHabits } from './solverSchedule';

/** What the exponential-integrator classes share: latents of unit total variance, levels by σ, a memory of predictions. */
export abstract class SolverScheduler implements Scheduler {
  abstract readonly className: string;
  readonly multistep = true;
  readonly order = 1;
  readonly fitsStrength = false;
  readonly alphasCumprod: Float32Array;
  protected schedule: SigmaSchedule = emptySchedule;
  private readonly common: CommonSettings;
  private readonly limit: Bound;

  /** @param rescales whether the class knows `rescale_betas_zero_snr`. */
  constructor(
    protected readonly settings: SchedulerSettings,
    readonly predictionType: PredictionType,
    private readonly habits: SolverHabits,
    rescales: boolean,
  ) {
    const common = commonSettings(settings, { spacing: 'linspace' });
    this.common = rescales ? common : { ...common, zeroTerminalSnr: false };
    this.alphasCumprod = finiteAlphas(this.common);
    this.limit = boundOf({ ...settings, clip_sample: false }, false);
  }

  timesteps(steps: number): readonly number[] {
    this.schedule = solverSchedule(this.common, this.alphasCumprod, this.settings, steps, this.habits);
    this.restore(emptyState);
    return this.schedule.timesteps;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return noised(clean, noise, this.levelAt(this.noiseIndex(index)));
  }

  scaleInput(latents: Tensor): Tensor {
    return latents;
  }

  draws(index: number): boolean;
  draws(): boolean {
    return false;
  }

  abstract step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep;

  startLate(index: number): number {
    return index;
  }

  abstract snapshot(): SchedulerState;
  abstract restore(state: SchedulerState): void;

  protected levelAt(index: number): SolverLevel {
    return solverLevel(entry(this.schedule.sigmas, index));
  }

  /** x₀ as the prediction at an entry implies it, bounded where the config wants it. */
  protected original(prediction: Tensor, latents: Tensor, index: number): Float32Array {
    const original = originalFrom(this.predictionType, prediction.data, latents.data, this.levelAt(index));
    return bounded(original, this.limit, latents.shape[0] ?? 1);
  }

  protected get count(): number {
    return this.schedule.timesteps.length;
  }

  /** Levels laid anew have whole timesteps and so may repeat one; the reference then noises to the second of the two. */
  private noiseIndex(index: number): number {
    const timestep = entry(this.schedule.timesteps, index);
    const first = this.schedule.timesteps.indexOf(timestep);
    return this.schedule.timesteps[first + 1] === timestep ? first + 1 : first;
  }
}

/** The ε that x₀ implies at a level: (x − α·x₀)/σ. */
export function noiseAt(original: Float32Array, latents: Float32Array, { signal, noise }: SolverLevel): Float32Array {
  return latents.map((value, i) => (value - signal * (original[i] as number)) / noise);
}
