import type { PackageSummary } from '../../../workers/protocol/engine';
import { packageStore } from '../../models/packageStore';
import { progressOf, type RunningJob } from '../jobStore';
import { nextCost } from '../nextCost';
import { areaOfRun } from '../recipe/freezeArea';
import { mapOfRun } from '../recipe/mapOfRun';
import { runGuides } from '../recipe/runGuides';
import { sceneMap } from '../recipe/runMaps';
import { kindOfRun, runTimesStore, secondsOf } from '../runTimes';
import type { QueuedRun, RunQueue } from './runQueue';

/** How far all is that was asked for. */
export interface QueueProgress {
  /** 0…1: evaluations that are done, of those that all runs take were nothing known of any. */
  readonly share: number;
  /** Until the last one is done; null where a run of such a kind was not measured on this computer yet. */
  readonly secondsLeft: number | null;
}

interface RunSize {
  readonly summary: PackageSummary;
  readonly evaluations: number;
  /** The kind that its time was measured under; null while its area is not known. */
  readonly kind: string | null;
}

const sizes = new WeakMap<QueuedRun, RunSize>();

function sizeOf(run: QueuedRun, summary: PackageSummary): RunSize {
  const known = sizes.get(run);
  if (known?.summary === summary && known.kind !== null) return known;
  const { frozen, alongside = [] } = run;
  const painted = sceneMap(frozen);
  const area = (painted && areaOfRun(mapOfRun(painted, frozen), frozen, summary)) ?? frozen.area;
  const alone = nextCost(frozen, summary).reduce((sum, stage) => sum + stage.evaluations, 0);
  const size: RunSize = {
    summary,
    evaluations: alone * (1 + alongside.length),
    kind: area && kindOfRun(summary, area, frozen.settings, runGuides(frozen).length),
  };
  sizes.set(run, size);
  return size;
}

/** Runs that take work of their own: seeds that are computed with the first of their press are counted there. */
function counted(runs: readonly QueuedRun[]): readonly QueuedRun[] {
  const within = new Set(runs.flatMap(({ group, alongside = [] }) => alongside.map((seed) => `${group} ${seed}`)));
  return runs.filter(({ group, frozen }) => !within.has(`${group} ${frozen.settings.seed}`));
}

/**
 * How far a queue is; null where nothing runs or waits, or no model is known.
 * @param job the run under way, of which its own events tell how far it is
 */
export function queueProgress({ done, current, waiting }: RunQueue, job: RunningJob | null): QueueProgress | null {
  const { summary } = packageStore.getState();
  if (!summary || (!current && waiting.length === 0)) return null;
  const own = new Set(counted([...done, ...(current ? [current] : []), ...waiting]));
  const evaluationsOf = (runs: readonly QueuedRun[]): number =>
    runs.reduce((sum, run) => sum + (own.has(run) ? sizeOf(run, summary).evaluations : 0), 0);
  const { times } = runTimesStore.getState();
  const secondsFor = (run: QueuedRun): number => {
    if (!own.has(run)) return 0;
    const { kind, evaluations } = sizeOf(run, summary);
    return (kind === null ? null : secondsOf(times, kind, evaluations)) ?? Number.NaN;
  };
  const under = job && job.phase !== 'loading' ? (progressOf(job) ?? 0) : 0;
  const now = current ? evaluationsOf([current]) : 0;
  const before = evaluationsOf(done);
  const all = before + now + evaluationsOf(waiting);
  const rest = current ? (job?.secondsLeft ?? secondsFor(current) * (1 - under)) : 0;
  const seconds = waiting.reduce((sum, run) => sum + secondsFor(run), rest);
  return { share: all > 0 ? (before + under * now) / all : 0, secondsLeft: Number.isFinite(seconds) ? seconds : null };
}
