import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { multistepWeights, solverWeights } from './dpmUpdate';
import type { SolverAlgorithm, SolverType } from './dpmUpdate';
import { algorithmOf, solverSettings, solverTypeOf } from './dpmSettings';
import { stepOf } from './sigmaScheduler';
import { noiseAt, SolverScheduler } from './solverScheduler';
import type { SchedulerSettings } from './settings';
import { tr } from '../../texts/texts';

/** Below this many steps the reference lowers the order at the end, where it would otherwise be unstable. */
const fewSteps = 15;

/** DPM-Solver and DPM-Solver++ multi-step (2M by default), deterministic or as an SDE solver. */
export class DpmSolverMultistepScheduler extends SolverScheduler {
  readonly className = 'DPMSolverMultistepScheduler';
  private readonly algorithm: SolverAlgorithm;
  private readonly type: SolverType;
  private readonly solverOrder: number;
  /** Predictions of the last steps, newest first, fewer than the order. */
  private history: readonly Float32Array[] = [];

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    const adjusted = solverSettings(settings);
    super(adjusted, predictionType, { clips: true, spaces: true, final: 'configured', extras: true }, true);
    this.algorithm = algorithmOf(adjusted);
    this.type = solverTypeOf(adjusted);
    // The reference has no third order of the plain SDE solver.
    this.solverOrder = Math.min(adjusted.solver_order ?? 2, this.algorithm === 'sde-dpmsolver' ? 2 : 3);
  }

  override draws(): boolean {
    return this.algorithm.startsWith('sde');
  }

  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    if (this.draws() && !noise) throw new Fault('unexpected', tr`DPM-Solver was given no noise for a step that needs it.`);
    const here = this.levelAt(index);
    const original = this.original(prediction, latents, index);
    const output = this.algorithm.endsWith('++') ? original : noiseAt(original, latents.data, here);
    const to = this.levelAt(index + 1);
    const h = to.logRatio - here.logRatio;
    // A step that leads nowhere, as some spacings end, has no differences to divide by it.
    const order = h === 0 ? 1 : Math.min(this.orderAt(index), this.history.length + 1);
    const outputs = [output, ...this.history].slice(0, order);
    const ratios = outputs.slice(1).map((_, back) => (this.levelAt(index - back).logRatio - this.levelAt(index - back - 1).logRatio) / h);
    const weights = solverWeights(this.algorithm, here, to);
    const each = multistepWeights(weights, this.type, ratios);
    const data = weighted(
      [weights.sample, latents.data],
      ...outputs.map((values, i) => [each[i] ?? 0, values] as const),
      ...(this.draws() && noise ? ([[weights.noise, noise.data]] as const) : []),
    );
    this.history = [output, ...this.history].slice(0, this.solverOrder - 1);
    return stepOf(data, original, latents);
  }

  snapshot(): SchedulerState {
    return { tensors: this.history, counters: [] };
  }

  restore({ tensors }: SchedulerState): void {
    this.history = tensors;
  }

  private orderAt(index: number): number {
    const { count, settings } = this;
    const lowers = (settings.lower_order_final ?? true) && count < fewSteps;
    const isLast = index === count - 1;
    if (isLast && (lowers || (settings.euler_at_final ?? false) || (settings.final_sigmas_type ?? 'zero') === 'zero')) return 1;
    if (index === count - 2 && lowers) return Math.min(this.solverOrder, 2);
    return this.solverOrder;
  }
}
