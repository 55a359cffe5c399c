import { Fault } from '../../protocol/faults';
import type { Tensor } from '../../protocol/tensor';
import type { SchedulerState, SchedulerStep } from '../contracts';
import { weighted } from '../latents/weighted';
import { bounded } from './original';
import type { Bound } from './original';
import { entry } from './schedule';
import { SigmaScheduler, stepOf } from './sigmaScheduler';
import { tr } from '../../texts/texts';

/** The second half of a step: where it is evaluated, and where it leads. */
export interface Middle {
  readonly sigma: number;
  readonly timestep: number;
  /** The level that the whole step goes down to, … */
  readonly down: number;
  /** … and the deviation of the noise that is then added; 0 for none. */
  readonly up: number;
  /** How much the first half's derivative counts, 0…1. */
  readonly firstWeight: number;
}

interface Held {
  readonly sample: Float32Array;
  readonly derivative: Float32Array;
}

/**
 * Second-order classes: each step but the last has two entries in the list, one evaluated at its start and one further
 * down; the second is applied from the step's own start.
 */
export abstract class PairedScheduler extends SigmaScheduler {
  override readonly order = 2;
  /** What the first half leaves for the second. */
  private held: Held | null = null;

  override timesteps(steps: number): readonly number[] {
    const list = super.timesteps(steps);
    return list.flatMap((timestep, step) => (step < list.length - 1 ? [timestep, Math.fround(this.middle(step).timestep)] : [timestep]));
  }

  override step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep {
    const step = Math.floor(index / 2);
    const start = entry(this.schedule.sigmas, step);
    const here = this.sigmaOf(index);
    const clipped = bounded(this.original(prediction, latents, here), this.bound(), latents.shape[0] ?? 1);
    const derivative = latents.data.map((value, i) => (value - (clipped[i] as number)) / here);
    if (index % 2 === 0) {
      const isLast = step === this.schedule.timesteps.length - 1;
      this.held = isLast ? null : { sample: latents.data, derivative };
      const change = Math.fround((isLast ? 0 : this.middle(step).sigma) - start);
      return stepOf(weighted([1, latents.data], [change, derivative]), clipped, latents);
    }
    const { held } = this;
    if (!held) throw new Fault('unexpected', tr`${this.className} was asked for the second half of a step without its first.`);
    this.held = null;
    const { down, up, firstWeight } = this.middle(step);
    const change = Math.fround(down - start);
    const data = weighted(
      [1, held.sample],
      [change * firstWeight, held.derivative],
      [change * (1 - firstWeight), derivative],
      ...(up > 0 && noise ? ([[up, noise.data]] as const) : []),
    );
    return stepOf(data, clipped, latents);
  }

  override snapshot(): SchedulerState {
    return { tensors: this.held ? [this.held.sample, this.held.derivative] : [], counters: [] };
  }

  override restore({ tensors }: SchedulerState): void {
    const [sample, derivative] = tensors;
    this.held = sample && derivative ? { sample, derivative } : null;
  }

  /** The second half of a step that is not the last. */
  protected abstract middle(step: number): Middle;

  protected override sigmaOf(index: number): number {
    const step = Math.floor(index / 2);
    return index % 2 === 0 ? entry(this.schedule.sigmas, step) : this.middle(step).sigma;
  }

  protected bound(): Bound {
    return null;
  }
}
