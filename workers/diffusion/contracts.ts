import type { LedDistances, Stage } from '../protocol/engine';
import type { Tensor } from '../protocol/tensor';

/**
 * What a prediction is conditioned on. `E` is whatever the runtime calls an encoded prompt; methods only pass it on.
 * With `unconditional` null, or a scale of 1 or less, the prediction is the conditional one alone.
 */
export interface Conditioning<E> {
  readonly conditional: E;
  readonly unconditional: E | null;
  /** Classifier-free guidance g: u + g·(c − u). */
  readonly guidanceScale: number;
  /** φ in 0…1: how far the guided prediction's standard deviation is pulled back to the conditional one's. */
  readonly guidanceRescale: number;
}

/** The only thing a method knows of a model. */
export interface Denoiser<E> {
  /**
   * One evaluation; a guidance pair counts as one.
   * @param latents (batch, channel, height, width), already scaled by {@link Scheduler.scaleInput}; not to be written to.
   * @param timestep as the scheduler lists it; may be fractional (Euler with linspace or Karras spacing).
   * @returns a new tensor of the latents' shape, to be read as the scheduler's `predictionType` says.
   * @throws Fault `not-finite` and whatever the runtime meets.
   */
  predict(latents: Tensor, timestep: number, conditioning: Conditioning<E>): Promise<Tensor>;
}

/** Whether a model's output is the noise, the velocity v = √ᾱ·ε − √(1−ᾱ)·x₀, or the clean sample. */
export type PredictionType = 'epsilon' | 'v_prediction' | 'sample';

/** A run's random numbers after the first noise tensor; skipping advances the generator exactly as drawing does. */
export interface NoiseSource {
  next(shape: readonly number[]): Tensor;
  skip(shape: readonly number[]): void;
}

/** What a multi-step scheduler remembers between steps; empty for the others. Never written to after it was taken. */
export interface SchedulerState {
  readonly tensors: readonly Float32Array[];
  readonly counters: readonly number[];
}

export interface SchedulerStep {
  readonly latents: Tensor;
  /** The clean latents that this step's prediction implies; what a preview shows. */
  readonly predictedOriginal: Tensor;
}

/**
 * A sampling schedule and its update rule, one class a file under `schedulers/`, built by `createScheduler`.
 * Steps are named by their index in the list that `timesteps` returned, so that repeated timesteps stay distinct.
 */
export interface Scheduler {
  /** The class name in `scheduler_config.json`. */
  readonly className: string;
  readonly predictionType: PredictionType;
  /** True where a step depends on earlier ones: a skipped start is then a later start, not the same result. */
  readonly multistep: boolean;
  /** Entries of the list, and so evaluations, that one step takes; with 2, a step can only begin at an even index. */
  readonly order: 1 | 2;
  /** True where all steps lie inside what the strength leaves, as distilled models take them; else the strength drops the first ones. */
  readonly fitsStrength: boolean;
  /** ᾱ of each training timestep, float32. */
  readonly alphasCumprod: Float32Array;
  /**
   * Lays out the schedule for `steps` and forgets all history. May have more entries than `steps` (PNDM, second order).
   * @param strength 0…1, which counts only where the class fits its steps to it; 1 if absent. Throws Fault `bad-recipe`.
   */
  timesteps(steps: number, strength?: number): readonly number[];
  /** `clean` at the noise level of the step `index`; the same noise serves all levels. */
  addNoise(clean: Tensor, noise: Tensor, index: number): Tensor;
  /** The model's input for the step `index`; returns `latents` itself where the class does not scale. */
  scaleInput(latents: Tensor, index: number): Tensor;
  /** Whether the step `index` draws one noise tensor of the latents' shape. */
  draws(index: number): boolean;
  /**
   * The update from the step `index` to the next.
   * @param noise the drawn tensor where `draws(index)`, else null.
   */
  step(prediction: Tensor, latents: Tensor, index: number, noise: Tensor | null): SchedulerStep;
  /**
   * Tells that elements were put back since the last step, for classes that would otherwise undo it.
   * @param mask 1 where they were, one value a position of the latent plane.
   */
  putBack?(mask: Uint8Array): void;
  /**
   * Tells a fresh schedule that everything before `index` is skipped; returns the index at which it can really start, `index` or
   * an earlier one.
   */
  startLate(index: number, first: number): number;
  snapshot(): SchedulerState;
  restore(state: SchedulerState): void;
}

/** A scheduler whose deterministic update can also be run upwards, from the clean latents to noise (DDIM). */
export interface InvertibleScheduler extends Scheduler {
  /**
   * x at the level just below the step `index` → x at that step's own level, with the prediction made at its timestep.
   * Eq. 2 of optimisation-based editing; DDIM encoding of DiffEdit.
   */
  inverseStep(prediction: Tensor, latents: Tensor, index: number): Tensor;
}

/** What is known after each step. `index` counts the entries that remain after the strength cut, from 0; `count` is their number. */
export interface StepReport {
  readonly index: number;
  readonly count: number;
  readonly timestep: number;
  readonly latents: Tensor;
  readonly predictedOriginal: Tensor;
  /** Of a method with several stages: which of them. */
  readonly stage?: Stage;
  /** Of a led step: how far its latents were from what leads them. */
  readonly distances?: LedDistances;
}

/** Awaited after each step; it yields to the event loop, shows a preview, and throws the Fault `cancelled` to end the run. */
export type OnStep = (report: StepReport) => Promise<void>;

/** Calls of `predict`: done, skipped because everything was kept, and reused from an earlier run. Their sum is the number of entries. */
export interface Evaluations {
  readonly done: number;
  readonly skipped: number;
  readonly reused: number;
}

/** What every method needs. Methods are functions of this and of their own settings; they know neither runtime nor browser. */
export interface MethodRun<E> {
  readonly denoiser: Denoiser<E>;
  readonly scheduler: Scheduler;
  readonly steps: number;
  /** 0…1; the first steps − ⌊steps·strength⌋ steps of the schedule are dropped, unless the class or the model takes few. */
  readonly strength: number;
  /** Whether the model was distilled to a few steps: all of them then lie inside what the strength leaves. */
  readonly fewStep?: boolean;
  readonly conditioning: Conditioning<E>;
  /** Clean latents of the source. */
  readonly source: Tensor;
  /** Standard normals of the source's shape: one tensor for every level and every picture. */
  readonly noise: Tensor;
  readonly draw: NoiseSource;
  readonly onStep: OnStep;
}

export interface MethodResult {
  readonly latents: Tensor;
  readonly evaluations: Evaluations;
}
