import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, Scheduler, SchedulerState, SchedulerStep } from '../contracts';
import { cumulativeAlphas } from './alphas';
import { levelOf, noised } from './original';
import type { Level } from './original';
import { checkSteps, emptyState, entry } from './schedule';
import { leading, linspace, roundHalfEven, trailing } from './spacing';
import { commonSettings } from './settings';
import type { ClassDefaults, CommonSettings, SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/** What the classes share that go from one training timestep to another: latents of unit total variance, levels by ᾱ. */
export abstract class AlphaScheduler implements Scheduler {
  abstract readonly className: string;
  readonly multistep: boolean = false;
  readonly order = 1;
  readonly fitsStrength: boolean = false;
  readonly alphasCumprod: Float32Array;
  protected readonly common: CommonSettings;
  protected list: readonly number[] = [];

  /** @param rescales whether the class knows `rescale_betas_zero_snr`. */
  constructor(
    protected readonly settings: SchedulerSettings,
    readonly predictionType: PredictionType,
    defaults: ClassDefaults,
    rescales: boolean,
  ) {
    const common = commonSettings(settings, defaults);
    this.common = rescales ? common : { ...common, zeroTerminalSnr: false };
    this.alphasCumprod = cumulativeAlphas(this.common);
  }

  timesteps(steps: number, strength = 1): readonly number[] {
    this.list = this.layOut(steps, strength);
    const beyond = this.list.find((timestep) => timestep >= this.common.trainTimesteps);
    if (beyond !== undefined)
      throw new Fault(
        'bad-recipe',
        tr`With ${steps} steps and an offset of ${this.common.stepsOffset}, this scheduler would begin at timestep ${beyond}, but the model knows ${this.common.trainTimesteps}.`,
        tr`Choose another number of steps, or another scheduler.`,
      );
    this.restore(emptyState);
    return this.list;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return noised(clean, noise, this.levelAt(index));
  }

  scaleInput(latents: Tensor): Tensor {
    return latents;
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

  /** The list for a number of steps; `strength` counts only where the class fits its steps to it. */
  protected layOut(steps: number, strength: number): readonly number[];
  protected layOut(steps: number): readonly number[] {
    const { trainTimesteps } = this.common;
    checkSteps(steps, trainTimesteps);
    return spacedTimesteps(this.common, steps);
  }

  protected levelAt(index: number): Level {
    return levelOf(this.alphaOf(entry(this.list, index)));
  }

  /** ᾱ of a timestep that is not negative. */
  protected alphaOf(timestep: number): number {
    return entry(this.alphasCumprod, timestep);
  }
}

/** Whole timesteps, descending, by the spacing's rule. */
export function spacedTimesteps({ spacing, trainTimesteps, stepsOffset }: CommonSettings, steps: number): number[] {
  if (spacing === 'leading') return leading(trainTimesteps, steps, steps, stepsOffset);
  if (spacing === 'trailing') return trailing(trainTimesteps, trainTimesteps, steps);
  return linspace(0, trainTimesteps - 1, steps)
    .map(roundHalfEven)
    .reverse();
}
