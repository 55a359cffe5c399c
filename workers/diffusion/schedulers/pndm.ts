import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { AlphaScheduler } from './alphaScheduler';
import { levelOf, noiseFrom, originalFrom } from './original';
import { pndmTimesteps } from './pndmTimesteps';
import { checkSteps, entry } from './schedule';
import { stepOf } from './sigmaScheduler';
import { unsupported } from './settings';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

const fl = Math.fround;
/** Adams–Bashforth weights over the history, newest first, by its length. */
const multistepWeights: readonly (readonly number[])[] = [
  [],
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
];
const leastRungeKuttaSteps = 4;
/** Weights of the four evaluations of one Runge–Kutta step. */
const rungeKuttaWeights = [1 / 6, 1 / 3, 1 / 3, 1 / 6] as const;

/** Pseudo numerical methods (Liu et al.): a linear multi-step rule, with or without a Runge–Kutta start. */
export class PndmScheduler extends AlphaScheduler {
  readonly className = 'PNDMScheduler';
  override readonly multistep = true;
  private readonly skipsRungeKutta: boolean;
  private readonly finalAlpha: number;
  private rungeKuttaCount = 0;
  private stride = 1;
  /** Calls of `step` since the start. */
  private calls = 0;
  /** Past predictions, newest first, at most four. */
  private history: readonly Float32Array[] = [];
  private savedSample: Float32Array | null = null;
  private accumulated: Float32Array | null = null;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    if (predictionType === 'sample')
      throw unsupported(tr`The scheduler setting “prediction_type” = "sample" is not supported by PNDMScheduler.`);
    super(settings, predictionType, { spacing: 'leading' }, false);
    this.skipsRungeKutta = settings.skip_prk_steps ?? false;
    this.finalAlpha = (settings.set_alpha_to_one ?? false) ? 1 : this.alphaOf(0);
  }

  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const timestep = entry(this.list, index);
    const original = originalFrom(this.predictionType, prediction.data, latents.data, this.levelAt(index));
    const runsRungeKutta = this.calls < this.rungeKuttaCount;
    const data = runsRungeKutta
      ? this.rungeKuttaStep(prediction.data, latents.data, timestep)
      : this.multiStep(prediction.data, latents.data, timestep);
    this.calls += 1;
    return stepOf(data, original, latents);
  }

  /**
   * The two-call start is only right at the schedule's own beginning, where the list repeats its second entry; a later
   * start begins with a first-order step instead. With a Runge–Kutta start nothing can be skipped.
   */
  override startLate(index: number, first: number): number {
    if (!this.skipsRungeKutta || index < 2 || index === first) return first;
    this.calls = 2;
    return index;
  }

  override snapshot(): SchedulerState {
    const kept = [this.savedSample, this.accumulated];
    return {
      tensors: [...this.history, ...kept.filter((values) => values !== null)],
      counters: [this.calls, this.history.length, this.savedSample ? 1 : 0, this.accumulated ? 1 : 0],
    };
  }

  override restore({ tensors, counters }: SchedulerState): void {
    const [calls = 0, length = 0, hasSample = 0, hasAccumulated = 0] = counters;
    this.calls = calls;
    this.history = tensors.slice(0, length);
    this.savedSample = hasSample ? (tensors[length] ?? null) : null;
    this.accumulated = hasAccumulated ? (tensors[length + hasSample] ?? null) : null;
  }

  protected override layOut(steps: number): readonly number[] {
    checkSteps(steps, this.common.trainTimesteps);
    if (!this.skipsRungeKutta && steps < leastRungeKuttaSteps) {
      throw new Fault(
        'bad-recipe',
        tr`This scheduler’s Runge–Kutta start needs at least ${leastRungeKuttaSteps} steps, not ${steps}.`,
        tr`Raise the number of steps.`,
      );
    }
    this.stride = Math.floor(this.common.trainTimesteps / steps);
    const { list, rungeKuttaCount } = pndmTimesteps(this.common, this.skipsRungeKutta, steps);
    this.rungeKuttaCount = rungeKuttaCount;
    return list;
  }

  /** Four evaluations a step: at its start, twice in its middle, at its end; all are applied from the step's own sample. */
  private rungeKuttaStep(prediction: Float32Array, latents: Float32Array, timestep: number): Float32Array {
    const phase = this.calls % 4;
    const halfStride = Math.floor(this.stride / 2);
    const target = timestep - (this.calls % 2 ? 0 : halfStride);
    const origin = entry(this.list, this.calls - phase);
    if (phase === 0) {
      this.history = [prediction, ...this.history].slice(0, 4);
      this.savedSample = latents;
    }
    const share = rungeKuttaWeights[phase] as number;
    const sum = this.accumulated ? weighted([1, this.accumulated], [share, prediction]) : weighted([share, prediction]);
    this.accumulated = phase === 3 ? null : sum;
    return this.transfer(this.savedSample ?? latents, origin, target, phase === 3 ? sum : prediction);
  }

  /** The first call is of first order; the second repeats its step with the average of both estimates. */
  private multiStep(prediction: Float32Array, latents: Float32Array, timestep: number): Float32Array {
    if (this.calls === 1 && this.savedSample) {
      const from = this.savedSample;
      this.savedSample = null;
      const average = weighted([0.5, prediction], [0.5, this.history[0] ?? prediction]);
      return this.transfer(from, timestep + this.stride, timestep, average);
    }
    if (this.calls === 0) this.savedSample = latents;
    this.history = [prediction, ...this.history].slice(0, 4);
    const weights = multistepWeights[this.history.length] ?? [];
    const estimate = weighted(...this.history.map((values, i) => [weights[i] ?? 0, values] as const));
    return this.transfer(latents, timestep, timestep - this.stride, estimate);
  }

  /** Eq. 9 of the paper: x' = √(ᾱ'/ᾱ)·x − (ᾱ' − ᾱ)·ε / (ᾱ·√(1−ᾱ') + √(ᾱ(1−ᾱ)ᾱ')). */
  private transfer(latents: Float32Array, from: number, to: number, prediction: Float32Array): Float32Array {
    const alpha = this.alphaOf(from);
    const next = to >= 0 ? this.alphaOf(to) : this.finalAlpha;
    const noise = noiseFrom(this.predictionType, prediction, latents, levelOf(alpha));
    const signal = fl(Math.sqrt(fl(next / alpha)));
    const denominator = fl(fl(alpha * fl(Math.sqrt(fl(1 - next)))) + fl(Math.sqrt(fl(fl(alpha * fl(1 - alpha)) * next))));
    return weighted([signal, latents], [-fl(next - alpha) / denominator, noise]);
  }
}
