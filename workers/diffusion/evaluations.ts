import type { Evaluations } from './contracts';

/** The calls of several stages as those of one run. */
export function addEvaluations(...stages: readonly Evaluations[]): Evaluations {
  let [done, skipped, reused] = [0, 0, 0];
  for (const stage of stages) {
    done += stage.done;
    skipped += stage.skipped;
    reused += stage.reused;
  }
  return { done, skipped, reused };
}
