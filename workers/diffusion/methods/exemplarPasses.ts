import { addEvaluations } from '../evaluations';
import type { Evaluations, MethodResult, MethodRun, NoiseSource } from '../contracts';
import { exemplarBlend } from './exemplarBlend';
import type { ExemplarBlendSettings } from './exemplarBlend';
import type { Trajectory } from '../trajectory';

/** The random numbers of one pass: a noise tensor like the run's first, and the draws after it. */
export interface PassNoise {
  readonly noise: MethodRun<unknown>['noise'];
  readonly draw: NoiseSource;
}

/** What earlier runs left behind of each pass, and where this one leaves its own. */
export interface PassMemory {
  previous(pass: number): Trajectory | null;
  keep(pass: number, trajectory: Trajectory): void;
}

/**
 * PIXELS one exemplar at a time: each pass takes the result of the one before as its source. Costs a whole run for each
 * exemplar; an exemplar laid later may then change what an earlier one left.
 * A pass whose source, the result of the one before, is bit for bit what it was, resumes like any run.
 * @param noiseOf the noise of each pass but the first, which uses the run's own.
 */
export async function exemplarPasses<E>(
  settings: MethodRun<E>,
  { exemplars, curve, everyStep }: Omit<ExemplarBlendSettings, 'previous'>,
  noiseOf: (pass: number) => PassNoise,
  memory: PassMemory = { previous: () => null, keep: () => undefined },
): Promise<MethodResult> {
  let latents = settings.source;
  let evaluations: Evaluations = { done: 0, skipped: 0, reused: 0 };
  for (const [pass, exemplar] of exemplars.entries()) {
    const random = pass === 0 ? {} : noiseOf(pass);
    const result = await exemplarBlend(
      { ...settings, ...random, source: latents },
      { exemplars: [exemplar], curve, everyStep, previous: memory.previous(pass) },
    );
    memory.keep(pass, result.trajectory);
    latents = result.latents;
    evaluations = addEvaluations(evaluations, result.evaluations);
  }
  return { latents, evaluations };
}
