import type { Tensor } from '../../protocol/tensor';
import type { MethodResult } from '../contracts';
import type { DenoisingRun } from '../denoisingRun';
import { replaceWhere } from '../latents/replaceWhere';
import { firstDifference } from '../trajectory';
import type { Trajectory, TrajectoryPoint } from '../trajectory';

/** What is put back before each step, and where. */
export interface PutBack {
  /** Clean latents whose noised versions are put back. */
  readonly clean: Tensor;
  /**
   * For each step, 1 where the latents are replaced before it; the first entry is not used, since step 0 starts from `clean`
   * everywhere.
   */
  readonly masks: readonly Uint8Array[];
}

/** How much of the loop may be left out. */
export interface Thrift {
  /** An earlier run that differs in nothing but its maps, or null. */
  readonly previous: Trajectory | null;
  /**
   * True computes even the steps whose result is thrown away, and corrects what was put back: with a multi-step scheduler this
   * alone is the reference.
   */
  readonly everyStep: boolean;
}

export interface LoopResult extends MethodResult {
  /** For the next run that differs only in its maps. */
  readonly trajectory: Trajectory;
}

/**
 * Lines 4 to 11 of Differential Diffusion's algorithm 1, which PIXELS shares: start from S_0; before each later step put S_i back
 * where the mask of that step says so (lines 7 to 9); predict; update (line 10).
 *
 * Nothing is computed that is thrown away: where a step's mask covers everything, the latents before it do not matter,
 * so the run starts there; and where an earlier run had the same masks up to some step, it is taken up at that step.
 * Both give, bit for bit, what the full loop gives, except that a multi-step scheduler then starts later.
 */
export async function differentialLoop<E>(
  run: DenoisingRun<E>,
  { clean, masks }: PutBack,
  { previous, everyStep }: Thrift,
): Promise<LoopResult> {
  const { scheduler } = run.settings;
  const start = everyStep ? 0 : run.startLate(lastFull(masks, scheduler.order));
  const common = previous ? firstDifference(previous, clean.data, masks) : 0;
  const taken = common > start ? (previous?.points[common] ?? null) : null;
  const begin = taken ? common : start;

  const points: (TrajectoryPoint | null)[] = Array.from({ length: run.count + 1 }, (_, step) =>
    taken && step > start && step <= common ? (previous?.points[step] ?? null) : null,
  );
  let latents = taken ? taken.latents : run.noised(clean, start);
  if (taken) {
    scheduler.restore(taken.state);
    run.skipDraws(begin, start);
  }
  for (let step = begin; step < run.count; step++) {
    const mask = masks[step];
    if (mask && step > start) {
      latents = replaceWhere(latents, run.noised(clean, step), mask);
      if (!everyStep) scheduler.putBack?.(mask);
    }
    latents = await run.denoise(latents, step);
    points[step + 1] = { latents, state: scheduler.snapshot() };
  }
  return {
    latents,
    evaluations: { done: run.count - begin, skipped: start, reused: begin - start },
    trajectory: { clean: clean.data, masks, points },
  };
}

/** The last entry before which everything is put back, and with which a step begins; 0 where there is none. */
function lastFull(masks: readonly Uint8Array[], order: number): number {
  return Math.max(
    masks.findLastIndex((mask, step) => step > 0 && step % order === 0 && !mask.includes(0)),
    0,
  );
}
