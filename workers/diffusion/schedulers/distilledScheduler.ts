import { AlphaScheduler } from './alphaScheduler';
import type { PredictionType } from '../contracts';
import { checkSteps, entry } from './schedule';
import { linspace } from './spacing';
import { unsupported } from './settings';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/** What the consistency classes share: timesteps picked from the distillation's own, all of them inside what the strength leaves. */
export abstract class DistilledScheduler extends AlphaScheduler {
  override readonly fitsStrength = true;
  private readonly originalSteps: number;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    super(settings, predictionType, { spacing: 'leading', betaStart: 0.00085, betaEnd: 0.012, betaSchedule: 'scaled_linear' }, true);
    this.originalSteps = settings.original_inference_steps ?? 50;
    if (this.originalSteps > this.common.trainTimesteps)
      throw unsupported(
        tr`The scheduler setting “original_inference_steps” = ${this.originalSteps} is larger than the ${this.common.trainTimesteps} training timesteps.`,
      );
  }

  override draws(index: number): boolean {
    return index < this.list.length - 1;
  }

  /**
   * Of the lowest ⌊original·strength⌋ timesteps k·(1 … original) − 1; spacing and offset play no part. Fewer than asked for where
   * fewer are left.
   */
  protected override layOut(steps: number, strength: number): readonly number[] {
    checkSteps(steps, this.originalSteps);
    const stride = Math.floor(this.common.trainTimesteps / this.originalSteps);
    const left = Math.floor(this.originalSteps * strength);
    const count = Math.min(steps, left);
    return linspace(0, left, count + 1)
      .slice(0, count)
      .map((position) => (left - Math.floor(position)) * stride - 1);
  }

  /** The timestep that follows an entry, or null after the last. */
  protected timestepAfter(index: number): number | null {
    return index < this.list.length - 1 ? entry(this.list, index + 1) : null;
  }
}
