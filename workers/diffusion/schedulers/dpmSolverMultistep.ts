import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { PredictionType, Scheduler, SchedulerState, SchedulerStep } from '../contracts';
import { dpmSchedule } from './dpmSchedule';
import { dpmUpdate, solverLevel } from './dpmUpdate';
import type { SolverLevel } from './dpmUpdate';
import { finiteAlphas } from './eulerSchedule';
import type { SigmaSchedule } from './eulerSchedule';
import { bounded, boundOf, noised, originalFrom } from './original';
import type { Bound } from './original';
import { entry } from './schedule';
import { commonSettings, unsupported } from './settings';
import type { CommonSettings, SchedulerSettings } from './settings';

/** Below this many steps the reference lowers the order at the end, where it would otherwise be unstable. */
const fewSteps = 15;

/** DPM-Solver++ multi-step (2M by default), deterministic or as an SDE solver. */
export class DpmSolverMultistepScheduler implements Scheduler {
  readonly className = 'DPMSolverMultistepScheduler';
  readonly multistep = true;
  readonly predictionType: PredictionType;
  readonly alphasCumprod: Float32Array;
  private readonly settings: SchedulerSettings;
  private readonly common: CommonSettings;
  private readonly bound: Bound;
  private readonly order: number;
  private readonly stochastic: boolean;
  private schedule: SigmaSchedule = { timesteps: [], sigmas: new Float32Array(0) };
  /** Clean predictions of the last steps, newest first, fewer than the order. */
  private history: readonly Float32Array[] = [];

  constructor(settings: SchedulerSettings, predictionType: PredictionType) {
    const algorithm = settings.algorithm_type ?? 'dpmsolver++';
    if (algorithm !== 'dpmsolver++' && algorithm !== 'sde-dpmsolver++') throw unsupported(`The scheduler setting “algorithm_type” = ${JSON.stringify(algorithm)} is not supported.`);
    // Other classes' files name variances that this one does not look at; a learned one would come with the prediction.
    if (settings.variance_type?.startsWith('learned')) throw unsupported(`The scheduler setting “variance_type” = ${JSON.stringify(settings.variance_type)} is not supported.`);
    this.stochastic = algorithm === 'sde-dpmsolver++';
    this.order = settings.solver_order ?? 2;
    if (this.stochastic && this.order > 2) throw unsupported(`The scheduler setting “solver_order” = ${this.order} is not supported with “sde-dpmsolver++”.`);
    this.settings = settings;
    this.common = commonSettings(settings, 'linspace');
    this.predictionType = predictionType;
    this.alphasCumprod = finiteAlphas(this.common);
    this.bound = boundOf({ ...settings, clip_sample: false }, false);
  }

  timesteps(steps: number): readonly number[] {
    this.schedule = dpmSchedule(this.common, this.alphasCumprod, this.settings, steps);
    this.history = [];
    return this.schedule.timesteps;
  }

  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor {
    return noised(clean, noise, this.levelAt(this.noiseIndex(index)));
  }

  scaleInput(latents: Tensor): Tensor {
    return latents;
  }

  draws(): boolean {
    return this.stochastic;
  }

  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    if (this.stochastic && !noise) throw new Fault('unexpected', 'DPM-Solver++ was given no noise for a step that needs it.');
    const here = this.levelAt(index);
    const original = bounded(originalFrom(this.predictionType, prediction.data, latents.data, here), this.bound, latents.shape[0] ?? 1);
    const order = Math.min(this.orderAt(index), this.history.length + 1);
    const originals = [original, ...this.history].slice(0, order);
    const levels = originals.map((_, back) => this.levelAt(index - back));
    const data = dpmUpdate(latents.data, this.levelAt(index + 1), { originals, levels }, this.settings.solver_type ?? 'midpoint', this.stochastic && noise ? noise.data : null);
    this.history = [original, ...this.history].slice(0, this.order - 1);
    return { latents: { data, shape: latents.shape }, predictedOriginal: { data: original, shape: latents.shape } };
  }

  startLate(index: number): number {
    return index;
  }

  snapshot(): SchedulerState {
    return { tensors: this.history, counters: [] };
  }

  restore({ tensors }: SchedulerState): void {
    this.history = tensors;
  }

  private orderAt(index: number): number {
    const count = this.schedule.timesteps.length;
    const lowers = (this.settings.lower_order_final ?? true) && count < fewSteps;
    if (index === count - 1 && (lowers || (this.settings.euler_at_final ?? false) || (this.settings.final_sigmas_type ?? 'zero') === 'zero')) return 1;
    if (index === count - 2 && lowers) return Math.min(this.order, 2);
    return this.order;
  }

  /** Karras spacing rounds timesteps and so may repeat one; the reference then noises to the second of the two. */
  private noiseIndex(index: number): number {
    const timestep = entry(this.schedule.timesteps, index);
    const first = this.schedule.timesteps.indexOf(timestep);
    return this.schedule.timesteps[first + 1] === timestep ? first + 1 : first;
  }

  private levelAt(index: number): SolverLevel {
    return solverLevel(entry(this.schedule.sigmas, index));
  }
}
