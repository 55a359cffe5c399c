import { Fault } from '../protocol/faults';
import type { Tensor } from '../protocol/tensor';
import { requireFinite, requireShape, planeSize } from './checks';
import type { MethodRun } from './contracts';
import { tr } from '../texts/texts';

/**
 * One pass over the schedule that is left after the strength cut. Steps are counted from 0 to `count` − 1 here; a method
 * says what happens between them.
 */
export class DenoisingRun<E> {
  /** Entries that are run: what the papers call N, T or k. */
  readonly count: number;
  /** The timesteps of those entries. */
  readonly timesteps: readonly number[];
  /** Positions of a latent plane. */
  readonly plane: number;
  evaluations = 0;
  private readonly first: number;

  /**
   * Lays out the schedule and checks what can be checked before a model runs. Throws Faults `bad-shape`, `not-finite`,
   * `bad-recipe`, `no-step-left`.
   */
  constructor(readonly settings: MethodRun<E>) {
    const { steps, strength, source, noise } = settings;
    this.plane = planeSize(source, tr`The source latents`);
    requireFinite(source, tr`The source latents`);
    requireShape(noise, source, tr`The noise latents`);
    requireFinite(noise, tr`The noise latents`);
    const { list, first } = layOut(settings);
    this.first = first;
    this.timesteps = list.slice(first);
    this.count = this.timesteps.length;
    if (this.count === 0) throw noStepLeft(steps, strength);
  }

  /** S_i: clean latents at the noise level of step i, with the run's one noise tensor. */
  noised(clean: Tensor, step: number): Tensor {
    return this.settings.scheduler.addNoise(clean, this.settings.noise, this.first + step);
  }

  /** The prediction for latents at step i; counts as one evaluation. Throws Fault `not-finite`. */
  async predict(latents: Tensor, step: number): Promise<Tensor> {
    const { denoiser, scheduler, conditioning } = this.settings;
    const prediction = await denoiser.predict(
      scheduler.scaleInput(latents, this.first + step),
      this.timesteps[step] as number,
      conditioning,
    );
    this.evaluations += 1;
    requireShape(prediction, latents, tr`The predictions`);
    requireFinite(prediction, tr`The model’s predictions`);
    return prediction;
  }

  /**
   * Step i of the reverse process: predict, update, report.
   * @param blend what the method does to the updated latents as part of the step.
   */
  async denoise(latents: Tensor, step: number, blend: (updated: Tensor) => Tensor = (updated) => updated): Promise<Tensor> {
    const { scheduler, draw, onStep } = this.settings;
    const index = this.first + step;
    const prediction = await this.predict(latents, step);
    const drawn = scheduler.draws(index) ? draw.next(latents.shape) : null;
    const next = scheduler.step(prediction, latents, index, drawn);
    requireFinite(next.latents, tr`The latents`);
    const blended = blend(next.latents);
    await onStep({
      index: step,
      count: this.count,
      timestep: this.timesteps[step] as number,
      latents: blended,
      predictedOriginal: next.predictedOriginal,
    });
    return blended;
  }

  /**
   * Leaves out the steps before `step`, whose result is known: the generator advances all the same. Returns where the scheduler
   * can really start.
   */
  startLate(step: number): number {
    if (step === 0) return 0;
    const start = this.settings.scheduler.startLate(this.first + step, this.first) - this.first;
    this.skipDraws(start);
    return start;
  }

  /** Advances the generator past the draws of the steps `from` … `until` − 1. */
  skipDraws(until: number, from = 0): void {
    const { scheduler, draw, source } = this.settings;
    for (let step = from; step < until; step++) if (scheduler.draws(this.first + step)) draw.skip(source.shape);
  }
}

/** A schedule as a run takes it: the whole list, and where in it the run begins. */
interface LaidOut {
  readonly list: readonly number[];
  readonly first: number;
}

/**
 * Lays out the schedule of a run: usually the strength drops its first steps. Distilled classes and models take all their steps
 * inside what the strength leaves, as they were trained to: the last `steps` of a schedule that is so much finer.
 * Throws Faults `bad-recipe` and `no-step-left`.
 */
export function layOut<E>({
  scheduler,
  steps,
  strength,
  fewStep = false,
}: Pick<MethodRun<E>, 'scheduler' | 'steps' | 'strength' | 'fewStep'>): LaidOut {
  if (!scheduler.fitsStrength && !fewStep) {
    const list = scheduler.timesteps(steps);
    return { list, first: firstKept(steps, strength) * scheduler.order };
  }
  requireStrength(strength);
  if (strength === 0) throw noStepLeft(steps, strength);
  if (scheduler.fitsStrength) return { list: scheduler.timesteps(steps, strength), first: 0 };
  const whole = Math.max(steps, Math.min(Math.floor(steps / strength), scheduler.alphasCumprod.length));
  return { list: scheduler.timesteps(whole), first: (whole - steps) * scheduler.order };
}

/** Index of the first step that the strength cut keeps. Throws Faults `bad-recipe` and `no-step-left`. */
export function firstKept(steps: number, strength: number): number {
  requireStrength(strength);
  const kept = Math.min(Math.floor(steps * strength), steps);
  if (kept < 1) throw noStepLeft(steps, strength);
  return steps - kept;
}

function requireStrength(strength: number): void {
  if (strength >= 0 && strength <= 1) return;
  throw new Fault('bad-recipe', tr`The strength ${strength} is not between 0 and 1.`, tr`Choose a strength between 0 % and 100 %.`);
}

function noStepLeft(steps: number, strength: number): Fault {
  return new Fault(
    'no-step-left',
    tr`With ${steps} steps, a strength of ${Math.round(strength * 100)} % leaves no step to run.`,
    tr`Raise the global strength or the number of steps.`,
  );
}
