import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { entry } from './schedule';
import { stepOf } from './sigmaScheduler';
import { noiseAt, SolverScheduler } from './solverScheduler';
import type { SchedulerSettings } from './settings';

/** Below this many steps the order falls at the end. */
const fewSteps = 15;

/** Diffusion exponential integrator (Zhang and Chen), multi-step over log ρ, ρ = σ/α: the noise as a polynomial in ln ρ, integrated. */
export class DeisScheduler extends SolverScheduler {
  readonly className = 'DEISMultistepScheduler';
  private readonly solverOrder: number;
  /** Noise predictions of the last steps, newest first, fewer than the order. */
  private history: readonly Float32Array[] = [];

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    super(settings, predictionType, { clips: false, spaces: true, final: 'smallest', extras: false }, false);
    this.solverOrder = settings.solver_order ?? 2;
  }

  step(prediction: Tensor, latents: Tensor, index: number): SchedulerStep {
    const original = this.original(prediction, latents, index);
    const noise = noiseAt(original, latents.data, this.levelAt(index));
    const order = Math.min(this.orderAt(index), this.history.length + 1);
    const outputs = [noise, ...this.history].slice(0, order);
    const rho = outputs.map((_, back) => entry(this.schedule.sigmas, index - back));
    const to = entry(this.schedule.sigmas, index + 1);
    const { signal } = this.levelAt(index + 1);
    const terms = outputs.map((values, i) => {
      const others = rho.filter((_, k) => k !== i);
      return [signal * (integral(to, rho[i] as number, others) - integral(rho[0] as number, rho[i] as number, others)), values] as const;
    });
    this.history = [noise, ...this.history].slice(0, this.solverOrder - 1);
    return stepOf(weighted([signal / this.levelAt(index).signal, latents.data], ...terms), original, latents);
  }

  snapshot(): SchedulerState {
    return { tensors: this.history, counters: [] };
  }

  restore({ tensors }: SchedulerState): void {
    this.history = tensors;
  }

  private orderAt(index: number): number {
    const lowers = (this.settings.lower_order_final ?? true) && this.count < fewSteps;
    if (lowers && index === this.count - 1) return 1;
    return lowers && index === this.count - 2 ? Math.min(this.solverOrder, 2) : this.solverOrder;
  }
}

/** ∫ over ρ up to t of the polynomial in ln ρ that is 1 at `own` and 0 at the others (none, one or two of them). */
function integral(t: number, own: number, others: readonly number[]): number {
  const [l, b] = [Math.log(t), Math.log(own)];
  const [c, d] = others.map(Math.log);
  if (c === undefined) return t;
  if (d === undefined) return (t * (l - c - 1)) / (b - c);
  return (t * (c * (d - l + 1) - d * l + d + l ** 2 - 2 * l + 2)) / ((b - c) * (b - d));
}
