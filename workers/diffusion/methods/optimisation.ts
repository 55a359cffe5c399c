import { Fault } from '../../protocol/faults';
import type { LedDistances } from '../../protocol/engine';
import type { Tensor } from '../../protocol/tensor';
import { requireMap } from '../checks';
import type { Evaluations, MethodResult, MethodRun, OnStep } from '../contracts';
import { DenoisingRun, layOut } from '../denoisingRun';
import { addEvaluations } from '../evaluations';
import { Adam } from './adam';
import { addCosineGradient, addPreservationGradient, backgroundDistance, cosineDistance } from './optimisationLoss';
import { tr } from '../../texts/texts';

/** The knobs of optimisation-based editing. */
export interface OptimisationSettings {
  /** λ, 0…1: 1 preserves the source outside the edit, 0 follows the guidance image alone. */
  readonly balance: number;
  /** k: Adam steps before each prediction. */
  readonly gradientSteps: number;
  /** t_u: how many of the first steps are led. */
  readonly updateSteps: number;
  /** γ. */
  readonly learningRate: number;
}

type Knobs = Omit<OptimisationSettings, 'balance'>;

/** What is edited by optimisation, and how; the guidance image is made with knobs of its own. */
export interface GuidedSettings extends OptimisationSettings {
  readonly guidanceImage: Knobs;
  /** Null: the guidance image is taken as it was generated. */
  readonly refinement: Knobs | null;
}

/** x⁰ … xⁿ over the whole schedule, and what they cost. */
export interface Levels {
  readonly levels: readonly Tensor[];
  readonly evaluations: Evaluations;
}

/** What a run is handed: the memory of earlier runs and the count of steps. */
export interface OptimisationHands {
  /** DDIM inversion of clean latents, as far as no earlier run made it. @param picture names them; null: the source. */
  invert(clean: Tensor, picture: string | null): Promise<Levels>;
  /** The guidance image of an earlier run under the same knobs, or what `make` makes; and the name by which it is known from now on. */
  image(made: 'generated' | 'refined', make: () => Promise<MethodResult>): Promise<MethodResult & { readonly name: string }>;
  /** Of steps that generate a guidance image; those that lead are the run's own. */
  readonly onGenerating: OnStep;
}

/** An edit with what was made on the way. */
export interface GuidedResult extends MethodResult {
  /** Clean latents of the guidance image that led; null where none did. */
  readonly guidanceImage: Tensor | null;
  /** Of each led step, the noisiest first. */
  readonly distances: readonly LedDistances[];
}

/**
 * Optimisation-based editing, its stages in their order: invert the source; generate a guidance image under the edit's text, refine it
 * where that is wanted, and invert it; lead the decoding between the two.
 * @param settings over as much of the schedule as is encoded. @param edit at latent size: 1 may change.
 * @param led false where nothing would follow a guidance image: none is made.
 */
export async function guidedOptimisation<E>(
  settings: MethodRun<E>,
  edit: Float32Array,
  { guidanceImage: generating, refinement, ...knobs }: GuidedSettings,
  led: boolean,
  hands: OptimisationHands,
): Promise<GuidedResult> {
  const source = await hands.invert(settings.source, null);
  const stages = [source.evaluations];
  let [guidance, image] = [source.levels, null as Tensor | null];
  if (led) {
    const run = { ...settings, onStep: hands.onGenerating };
    const generated = await hands.image('generated', () => guidanceImage(run, edit, generating));
    const made = refinement ? await refined(run, generated, source.levels, refinement, hands) : generated;
    const ofImage = await hands.invert(made.latents, made.name);
    stages.push(generated.evaluations, ...(made === generated ? [] : [made.evaluations]), ofImage.evaluations);
    [guidance, image] = [ofImage.levels, made.latents];
  }
  const distances: LedDistances[] = [];
  const onStep: OnStep = (report) => {
    if (report.distances) distances.push(report.distances);
    return settings.onStep(report);
  };
  const result = await optimise({ ...settings, onStep }, source.levels, guidance, edit, knobs);
  return { latents: result.latents, evaluations: addEvaluations(...stages, result.evaluations), guidanceImage: image, distances };
}

/** The guidance image alone, as `guidedOptimisation` makes it: what it would lead is not inverted. */
export async function guidanceImageAlone<E>(
  settings: MethodRun<E>,
  edit: Float32Array,
  { guidanceImage: generating, refinement }: Pick<GuidedSettings, 'guidanceImage' | 'refinement'>,
  hands: OptimisationHands,
): Promise<GuidedResult> {
  const run = { ...settings, onStep: hands.onGenerating };
  const { latents, evaluations, name } = await hands.image('generated', () => guidanceImage(run, edit, generating));
  if (!refinement) return { latents, evaluations, guidanceImage: latents, distances: [] };
  const source = await hands.invert(settings.source, null);
  const made = await refined(run, { latents, name }, source.levels, refinement, hands);
  return {
    latents: made.latents,
    evaluations: addEvaluations(source.evaluations, evaluations, made.evaluations),
    guidanceImage: made.latents,
    distances: [],
  };
}

/** A guidance image inverted, and decoded once more nearer to the source; its cost without that of the image itself. */
async function refined<E>(
  run: MethodRun<E>,
  image: { readonly latents: Tensor; readonly name: string },
  source: readonly Tensor[],
  knobs: Knobs,
  hands: OptimisationHands,
): Promise<MethodResult & { readonly name: string }> {
  const ofImage = await hands.invert(image.latents, image.name);
  const made = await hands.image('refined', () => refineGuidance(run, ofImage.levels, source, knobs));
  return { ...made, evaluations: addEvaluations(ofImage.evaluations, made.evaluations) };
}

/** Latents to be near at each step, the noisiest first: levels of an inversion, or one clean picture noised. */
export type Leader = (step: number) => Tensor;

/**
 * The backward process led by gradients: before each of its first t_u steps, y takes k Adam steps on
 * (1 − λ)·(1 − cos(y, g)) + λ·mean(((1 − m)(y − x))²), with x and g at that step's own level; then it is denoised.
 * Each step reports how far y then is from both.
 * @param start y at the first step. @param source x; @param guidance g, not read where λ = 1.
 * @param edit m at latent size: 1 may change.
 */
export async function ledDecoding<E>(
  settings: MethodRun<E>,
  start: Tensor,
  source: Leader,
  guidance: Leader | null,
  edit: Float32Array,
  { balance, gradientSteps, updateSteps, learningRate }: OptimisationSettings,
): Promise<MethodResult> {
  let distances: LedDistances = { background: null, guide: null };
  const run = new DenoisingRun({ ...settings, onStep: (report) => settings.onStep({ ...report, distances }) });
  requireMap(edit, run.plane, tr`The change map`);
  if (!(balance >= 0 && balance <= 1)) throw new Fault('bad-recipe', tr`The balance ${balance} is not between 0 and 1.`);
  let latents = start;
  for (let step = 0; step < run.count; step++) {
    if (step < updateSteps) {
      const adam = new Adam(latents.data.length, learningRate);
      for (let k = 0; k < gradientSteps; k++) {
        const gradient = new Float64Array(latents.data.length);
        if (guidance && balance < 1) addCosineGradient(gradient, 1 - balance, latents.data, guidance(step).data);
        if (balance > 0) addPreservationGradient(gradient, balance, latents.data, source(step).data, edit);
        latents = { data: adam.step(latents.data, gradient), shape: latents.shape };
      }
    }
    distances = {
      background: backgroundDistance(latents.data, source(step).data, edit),
      guide: guidance && balance < 1 ? cosineDistance(latents.data, guidance(step).data) : null,
    };
    latents = await run.denoise(latents, step);
  }
  return { latents, evaluations: { done: run.evaluations, skipped: 0, reused: 0 } };
}

/**
 * Inference-time optimisation: y starts from the inverted source and is led by the inversions of source and guidance image.
 * @param source x⁰ … xⁿ and @param guidance g⁰ … gⁿ, inverted over the whole schedule.
 */
export async function optimise<E>(
  settings: MethodRun<E>,
  source: readonly Tensor[],
  guidance: readonly Tensor[],
  edit: Float32Array,
  knobs: OptimisationSettings,
): Promise<MethodResult> {
  const levels = source.length - 1;
  return ledDecoding(
    settings,
    levelAt(source, levels),
    (step) => levelAt(source, levels - step),
    (step) => levelAt(guidance, levels - step),
    edit,
    knobs,
  );
}

/** x^level of an inversion; one that is too short is a Fault `bad-shape`. */
function levelAt(trajectory: readonly Tensor[], level: number): Tensor {
  const latents = trajectory[level];
  if (!latents)
    throw new Fault('bad-shape', tr`The inversion has no level ${level}.`, tr`Invert source and guidance image over the whole schedule.`);
  return latents;
}

/**
 * The guidance image of optimisation-based editing: as the edit itself with λ = 1, but from a random-noise encoding, and
 * led by the source noised with that same noise at every level, so that both agree at the start.
 */
export async function guidanceImage<E>(settings: MethodRun<E>, edit: Float32Array, knobs: Knobs): Promise<MethodResult> {
  const { scheduler, source, noise } = settings;
  // The start must be noised on the run's own schedule.
  const { first } = layOut(settings);
  const atLevel = (step: number): Tensor => scheduler.addNoise(source, noise, first + step);
  return ledDecoding(settings, atLevel(0), atLevel, null, edit, { ...knobs, balance: 1 });
}

/**
 * Refinement of a guidance image: its inversion is decoded under the edit, led (λ = 0, unmasked) by the source's.
 * @param guidance g⁰ … gⁿ and @param source x⁰ … xⁿ, inverted over the whole schedule.
 */
export async function refineGuidance<E>(
  settings: MethodRun<E>,
  guidance: readonly Tensor[],
  source: readonly Tensor[],
  knobs: Knobs,
): Promise<MethodResult> {
  const levels = guidance.length - 1;
  const everywhere = new Float32Array((settings.source.shape[2] ?? 0) * (settings.source.shape[3] ?? 0)).fill(1);
  const ofSource = (step: number): Tensor => levelAt(source, levels - step);
  return ledDecoding(settings, levelAt(guidance, levels), ofSource, ofSource, everywhere, { ...knobs, balance: 0 });
}
