import { createStore } from 'zustand/vanilla';
import type { EditResult, EngineEvent, Phase } from '../../workers/protocol/engine';
import type { FaultReport } from '../../workers/protocol/faults';

/** The run under way, as the screen shows it. */
export interface RunningJob {
  readonly runId: string;
  readonly phase: Phase;
  readonly part: string | null;
  readonly loadedBytes: number;
  readonly totalBytes: number | null;
  readonly step: number;
  readonly steps: number;
  readonly secondsLeft: number | null;
  readonly cancelling: boolean;
}

/** A result that waits for a decision, or was accepted. */
export interface StagedResult {
  readonly id: string;
  readonly number: number;
  readonly result: EditResult;
  readonly accepted: boolean;
}

interface JobState {
  readonly running: RunningJob | null;
  readonly fault: FaultReport | null;
  readonly staged: readonly StagedResult[];
  /** The staged result shown over the scene. */
  readonly shownId: string | null;
}

/** Transient truth of generation: "busy" is derived from the job, never a flag that someone has to clear. */
export const jobStore = createStore<JobState>(() => ({ running: null, fault: null, staged: [], shownId: null }));

/** Folds one event of the engine into the running job. */
export function applyEvent(job: RunningJob, event: EngineEvent): RunningJob {
  if (event.type === 'step') return { ...job, phase: 'denoising', step: event.step, steps: event.steps, secondsLeft: event.secondsLeft };
  return { ...job, phase: event.phase, part: event.part, loadedBytes: event.loadedBytes, totalBytes: event.totalBytes };
}

/** The share of a run that is done, 0…1, or null while it cannot be told. */
export function progressOf(job: RunningJob): number | null {
  if (job.phase === 'denoising' && job.steps > 0) return job.step / job.steps;
  if (job.phase === 'decoding' || job.phase === 'pasting') return 1;
  if (job.phase === 'loading' && job.totalBytes) return job.loadedBytes / job.totalBytes;
  return null;
}

const phaseWords: Readonly<Record<Phase, string>> = {
  loading: 'Loading the model',
  preparing: 'Preparing the model (the first run takes longer)',
  checking: 'Checking that the model computes rightly here',
  'encoding-text': 'Reading the prompt',
  'encoding-picture': 'Reading the picture',
  denoising: 'Editing',
  decoding: 'Drawing the result',
  pasting: 'Laying it into the picture',
};

/** The job in words: phase, step n of N, seconds left. */
export function describeJob(job: RunningJob): string {
  if (job.cancelling) return 'Stopping after this step…';
  const words = phaseWords[job.phase];
  if (job.phase === 'denoising' && job.steps > 0) {
    const left = job.secondsLeft === null ? '' : ` · ${formatSeconds(job.secondsLeft)} left`;
    return `${words} · step ${job.step} of ${job.steps}${left}`;
  }
  if (job.phase === 'loading' && job.totalBytes) return `${words} · ${formatMegabytes(job.loadedBytes)} of ${formatMegabytes(job.totalBytes)} MB`;
  return job.part ? `${words} · ${job.part}` : words;
}

/** Seconds as people say them: `4 s`, `2 min 05 s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

function formatMegabytes(sizeBytes: number): string {
  return (sizeBytes / 1e6).toFixed(1);
}
