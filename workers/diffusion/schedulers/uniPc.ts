import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { solveLinear } from './solveLinear';
import { stepOf } from './sigmaScheduler';
import { noiseAt, SolverScheduler } from './solverScheduler';
import type { SchedulerSettings } from './settings';

/** The result of a step before it is corrected, with what it was made from. */
interface Predicted {
  readonly sample: Float32Array;
  readonly order: number;
}

/** UniPC (Zhao et al.): each step is predicted from the last outputs, and corrected once the next output is known. */
export class UniPcScheduler extends SolverScheduler {
  readonly className = 'UniPCMultistepScheduler';
  private readonly solverOrder: number;
  private readonly predictsOriginal: boolean;
  private readonly uncorrected: readonly number[];
  /** Outputs of the last steps, newest first, at most the order. */
  private history: readonly Float32Array[] = [];
  /** What the last step began with. */
  private last: Predicted | null = null;
  /** Positions that were put back since the last step. */
  private replaced: Uint8Array | null = null;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    // Where noise is predicted, the schedule cannot end in none at all.
    const adjusted = (settings.predict_x0 ?? true) ? settings : { ...settings, final_sigmas_type: 'sigma_min' as const };
    super(adjusted, predictionType, { clips: false, spaces: true, final: 'configured-own', extras: false }, true);
    this.solverOrder = settings.solver_order ?? 2;
    this.predictsOriginal = settings.predict_x0 ?? true;
    this.uncorrected = settings.disable_corrector ?? [];
  }

  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const original = this.original(prediction, latents, index);
    const output = this.predictsOriginal ? original : noiseAt(original, latents.data, this.levelAt(index));
    const { last } = this;
    const corrects = index > 0 && last !== null && !this.uncorrected.includes(index - 1);
    const sample = corrects ? this.kept(this.update(last.sample, index - 1, last.order, output), latents.data) : latents.data;
    this.replaced = null;
    this.history = [output, ...this.history].slice(0, this.solverOrder);
    const order = Math.min(this.orderAt(index), this.history.length);
    this.last = { sample, order };
    return stepOf(this.update(sample, index, order, null), original, latents);
  }

  /** The corrector starts from the step before and knows nothing of what was put back since. */
  putBack(mask: Uint8Array): void {
    this.replaced = mask;
  }

  snapshot(): SchedulerState {
    return {
      tensors: this.last ? [this.last.sample, ...this.history] : this.history,
      counters: this.last ? [1, this.last.order] : [0, 0],
    };
  }

  restore({ tensors, counters }: SchedulerState): void {
    const [held = 0, order = 0] = counters;
    const [sample] = tensors;
    this.last = held && sample ? { sample, order } : null;
    this.history = tensors.slice(held);
    this.replaced = null;
  }

  private kept(corrected: Float32Array, given: Float32Array): Float32Array {
    const { replaced } = this;
    return replaced ? corrected.map((value, i) => (replaced[i % replaced.length] ? (given[i] as number) : value)) : corrected;
  }

  private orderAt(index: number): number {
    const [here, to] = [this.levelAt(index), this.levelAt(index + 1)];
    // A step that ends in no noise at all, or leads nowhere, can only be of first order.
    if (to.noise === 0 || to.logRatio === here.logRatio) return 1;
    return (this.settings.lower_order_final ?? true) ? Math.min(this.solverOrder, this.count - index) : this.solverOrder;
  }

  /**
   * The step from the entry `index` to the next, with B(h) of Zhao et al., eq. 3 to 9.
   * @param corrected the output at the step's end: the corrector; null: the predictor.
   */
  private update(sample: Float32Array, index: number, order: number, corrected: Float32Array | null): Float32Array {
    const [from, to] = [this.levelAt(index), this.levelAt(index + 1)];
    const h = to.logRatio - from.logRatio;
    const signed = this.predictsOriginal ? -h : h;
    const growth = Math.expm1(signed);
    const scale = this.predictsOriginal ? to.signal : to.noise;
    const [base] = this.history as readonly [Float32Array];
    const ratios = Array.from({ length: order - 1 }, (_, i) => (this.levelAt(index - i - 1).logRatio - from.logRatio) / h);
    const bOfH = this.settings.solver_type === 'bh1' ? signed : growth;
    const weights = order === 1 && !corrected ? [] : residualWeights(ratios, signed, growth, bOfH, corrected !== null);
    const outputs = this.history.slice(1, order);
    // Σ ρ_k·(m_k − m₀)/r_k, for the corrector also ρ·(m_t − m₀).
    const each = outputs.map((_, k) => (weights[k] as number) / (ratios[k] as number));
    const onEnd = corrected ? (weights[weights.length - 1] as number) : 0;
    const residual = weights.length === 0 ? 0 : -scale * bOfH;
    const sum = each.reduce((total, weight) => total + weight, 0) + onEnd;
    return weighted(
      [this.predictsOriginal ? to.noise / from.noise : to.signal / from.signal, sample],
      [-scale * growth - (weights.length === 0 ? 0 : residual * sum), base],
      ...outputs.map((values, k) => [residual * (each[k] as number), values] as const),
      ...(corrected ? ([[residual * onEnd, corrected]] as const) : []),
    );
  }
}

/** The ρ that make the update exact for polynomials; of first order, and for the predictor of second, they are one half. */
function residualWeights(ratios: readonly number[], h: number, growth: number, bOfH: number, corrects: boolean): readonly number[] {
  const order = ratios.length + 1;
  if (corrects ? order === 1 : order === 2) return [0.5];
  const nodes = [...ratios, 1];
  const rows: number[][] = [];
  const right: number[] = [];
  let phi = growth / h - 1;
  let factorial = 1;
  for (let power = 0; power < order; power++) {
    rows.push(nodes.map((node) => node ** power));
    right.push((phi * factorial) / bOfH);
    factorial *= power + 2;
    phi = phi / h - 1 / factorial;
  }
  return corrects
    ? solveLinear(rows, right)
    : solveLinear(
        rows.slice(0, -1).map((row) => row.slice(0, -1)),
        right.slice(0, -1),
      );
}
