import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { AlphaScheduler } from './alphaScheduler';
import { bounded, boundOf, originalFrom } from './original';
import type { Bound } from './original';
import { entry } from './schedule';
import { stepOf } from './sigmaScheduler';
import { unsupported } from './settings';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

const fl = Math.fround;

/** Denoising diffusion probabilistic models (Ho et al.): the posterior's mean, and fresh noise at every timestep above 0. */
export class DdpmScheduler extends AlphaScheduler {
  readonly className = 'DDPMScheduler';
  private readonly bound: Bound;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    if (settings.variance_type?.startsWith('learned'))
      throw unsupported(tr`The scheduler setting “variance_type” = ${JSON.stringify(settings.variance_type)} is not supported.`);
    super(settings, predictionType, { spacing: 'leading' }, true);
    this.bound = boundOf(settings, true);
  }

  override draws(index: number): boolean {
    return entry(this.list, index) > 0;
  }

  /** Eq. 7: √ᾱ'·β/(1−ᾱ)·x₀ + √α·(1−ᾱ')/(1−ᾱ)·x, with α = ᾱ/ᾱ' and β = 1 − α of the step. */
  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    const original = bounded(
      originalFrom(this.predictionType, prediction.data, latents.data, this.levelAt(index)),
      this.bound,
      latents.shape[0] ?? 1,
    );
    const alphaBar = this.alphaOf(entry(this.list, index));
    const below = this.alphaBelow(index);
    const ratio = fl(alphaBar / below);
    const rest = fl(1 - alphaBar);
    const onOriginal = fl(fl(fl(Math.sqrt(below)) * fl(1 - ratio)) / rest);
    const onLatents = fl(fl(fl(Math.sqrt(ratio)) * fl(1 - below)) / rest);
    const mean = [
      [onOriginal, original],
      [onLatents, latents.data],
    ] as const;
    const drawn = this.draws(index) && noise ? ([[this.deviation(alphaBar, below), noise.data]] as const) : [];
    return stepOf(weighted(...mean, ...drawn), original, latents);
  }

  private deviation(alphaBar: number, below: number): number {
    const beta = fl(1 - fl(alphaBar / below));
    // The logarithmic forms keep the same numbers.
    const variance = this.settings.variance_type?.startsWith('fixed_large')
      ? beta
      : Math.max(fl(fl(fl(1 - below) / fl(1 - alphaBar)) * beta), 1e-20);
    return fl(Math.sqrt(variance));
  }

  /** ᾱ of the next entry of the list; 1 after the last. */
  private alphaBelow(index: number): number {
    const next = this.list[index + 1];
    return next === undefined ? 1 : this.alphaOf(next);
  }
}
