import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { singlestepWeights, solverWeights } from './dpmUpdate';
import type { SolverAlgorithm, SolverType } from './dpmUpdate';
import { algorithmOf, solverSettings, solverTypeOf } from './dpmSettings';
import { stepOf } from './sigmaScheduler';
import { noiseAt, SolverScheduler } from './solverScheduler';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/**
 * DPM-Solver++ single-step: orders rise 1, 2 (, 3) over neighbouring entries and begin anew, each group from the latents with
 * which it began. Timesteps are spaced evenly whatever the config says.
 */
export class DpmSolverSinglestepScheduler extends SolverScheduler {
  readonly className = 'DPMSolverSinglestepScheduler';
  private readonly algorithm: SolverAlgorithm;
  private readonly type: SolverType;
  private readonly solverOrder: number;
  private orders: readonly number[] = [];
  /** Predictions of the last steps, newest first. */
  private history: readonly Float32Array[] = [];
  /** The latents with which the group began. */
  private sample: Float32Array | null = null;

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    const adjusted = solverSettings(settings);
    super(adjusted, predictionType, { clips: true, spaces: false, final: 'configured', extras: false }, false);
    const algorithm = algorithmOf(adjusted);
    this.algorithm = algorithm === 'sde-dpmsolver' ? 'sde-dpmsolver++' : algorithm;
    this.type = solverTypeOf(adjusted);
    this.solverOrder = adjusted.solver_order ?? 2;
  }

  override timesteps(steps: number): readonly number[] {
    const list = super.timesteps(steps);
    const { lower_order_final, final_sigmas_type } = this.settings;
    const endsInNone = (final_sigmas_type ?? 'zero') === 'zero';
    const lowers = (lower_order_final ?? false) || steps % this.solverOrder !== 0 || endsInNone;
    const orders = orderList(steps, this.solverOrder, lowers);
    this.orders = endsInNone ? [...orders.slice(0, -1), 1] : orders;
    return list;
  }

  override draws(): boolean {
    return this.algorithm.startsWith('sde');
  }

  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    if (this.draws() && !noise) throw new Fault('unexpected', tr`DPM-Solver was given no noise for a step that needs it.`);
    const original = this.original(prediction, latents, index);
    const output = this.algorithm.endsWith('++') ? original : noiseAt(original, latents.data, this.levelAt(index));
    this.history = [output, ...this.history].slice(0, this.solverOrder);
    const order = Math.min(this.orders[index] ?? 1, this.history.length);
    if (order === 1) this.sample = latents.data;
    const outputs = this.history.slice(0, order);
    const [from, to] = [this.levelAt(index - order + 1), this.levelAt(index + 1)];
    const h = to.logRatio - from.logRatio;
    const ratios = outputs.slice(1).map((_, back) => (this.levelAt(index - back).logRatio - from.logRatio) / h);
    const weights = solverWeights(this.algorithm, from, to);
    const each = singlestepWeights(weights, this.type, ratios);
    const data = weighted(
      [weights.sample, this.sample ?? latents.data],
      ...outputs.map((values, i) => [each[i] ?? 0, values] as const),
      ...(this.draws() && noise ? ([[weights.noise, noise.data]] as const) : []),
    );
    return stepOf(data, original, latents);
  }

  snapshot(): SchedulerState {
    return { tensors: this.sample ? [this.sample, ...this.history] : this.history, counters: [this.sample ? 1 : 0] };
  }

  restore({ tensors, counters }: SchedulerState): void {
    const held = counters[0] ?? 0;
    this.sample = held ? (tensors[0] ?? null) : null;
    this.history = tensors.slice(held);
  }
}

/** The order of each entry; with `lowers`, the last group is cut so that the end is of first order where it must be. */
function orderList(steps: number, order: number, lowers: boolean): number[] {
  const group = Array.from({ length: order }, (_, i) => i + 1);
  const groups = (count: number): number[] => Array.from({ length: Math.max(0, count) }, () => group).flat();
  const whole = Math.floor(steps / order);
  if (!lowers) return groups(whole);
  if (order === 1) return groups(steps);
  if (steps % order === 0) return [...groups(whole - 1), ...group.slice(0, -1), 1];
  return [...groups(whole), ...group.slice(0, steps % order)];
}
