import type { Evaluations, MethodResult, MethodRun, NoiseSource } from '../contracts';
import { exemplarBlend } from './exemplarBlend';
import type { ExemplarBlendSettings } from './exemplarBlend';

/** The random numbers of one pass: a noise tensor like the run's first, and the draws after it. */
export interface PassNoise {
  readonly noise: MethodRun<unknown>['noise'];
  readonly draw: NoiseSource;
}

/**
 * PIXELS one exemplar at a time: each pass takes the result of the one before as its source. Costs a whole run for each
 * exemplar; an exemplar laid later may then change what an earlier one left.
 * @param noiseOf the noise of each pass but the first, which uses the run's own.
 */
export async function exemplarPasses<E>(settings: MethodRun<E>, { exemplars, curve, everyStep }: Omit<ExemplarBlendSettings, 'previous'>, noiseOf: (pass: number) => PassNoise): Promise<MethodResult> {
  let latents = settings.source;
  let evaluations: Evaluations = { done: 0, skipped: 0, reused: 0 };
  for (const [pass, exemplar] of exemplars.entries()) {
    const random = pass === 0 ? {} : noiseOf(pass);
    const result = await exemplarBlend({ ...settings, ...random, source: latents }, { exemplars: [exemplar], curve, everyStep, previous: null });
    latents = result.latents;
    evaluations = { done: evaluations.done + result.evaluations.done, skipped: evaluations.skipped + result.evaluations.skipped, reused: 0 };
  }
  return { latents, evaluations };
}
