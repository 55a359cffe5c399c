import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { SigmaScheduler, stepOf } from './sigmaScheduler';
import type { SchedulerSettings } from './settings';

const highestOrder = 4;

/**
 * Linear multi-step on the probability flow, of order four: the derivatives of the last steps as a polynomial in σ, integrated
 * over the step. As in the reference, the weights are those of the full order from the fourth entry of the list on, even
 * where a run that starts there has not so many derivatives yet.
 */
export class LmsScheduler extends SigmaScheduler {
  readonly className = 'LMSDiscreteScheduler';
  override readonly multistep = true;
  /** Derivatives of the last steps, newest first. */
  private derivatives: readonly Float32Array[] = [];
  /** Where a run began whose start was skipped; 0 for the reference's habit. */
  private start = 0;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    super(settings, predictionType, { allOptions: false, reshapes: true, roundsKarras: false, boundsKarras: false }, false);
  }

  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const sigma = this.sigmaOf(index);
    const original = this.original(prediction, latents, sigma);
    const derivative = latents.data.map((value, i) => (value - (original[i] as number)) / sigma);
    this.derivatives = [derivative, ...this.derivatives].slice(0, highestOrder);
    const order = Math.min(index - this.start + 1, highestOrder);
    const terms = this.derivatives.slice(0, order).map((values, back) => [this.weight(index, order, back), values] as const);
    return stepOf(weighted([1, latents.data], ...terms), original, latents);
  }

  override startLate(index: number, first: number): number {
    if (index > first) this.start = index;
    return index;
  }

  override snapshot(): SchedulerState {
    return { tensors: this.derivatives, counters: [this.start] };
  }

  override restore({ tensors, counters }: SchedulerState): void {
    this.derivatives = tensors;
    this.start = counters[0] ?? 0;
  }

  /** ∫ of the Lagrange polynomial that is 1 at σ of `index − back`; two Gauss points are exact up to the third degree. */
  private weight(index: number, order: number, back: number): number {
    const [from, to] = [this.sigmaOf(index), this.sigmaOf(index + 1)];
    const half = (to - from) / 2;
    const own = this.sigmaOf(index - back);
    const at = (tau: number): number => {
      let product = 1;
      for (let k = 0; k < order; k++) {
        if (k === back) continue;
        const other = this.sigmaOf(index - k);
        product *= (tau - other) / (own - other);
      }
      return product;
    };
    const offset = half / Math.sqrt(3);
    return half * (at(from + half - offset) + at(from + half + offset));
  }
}
