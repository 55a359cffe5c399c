import { createStore } from 'zustand/vanilla';
import type { EngineEvent, LedDistances, Phase, Stage } from '../../workers/protocol/engine';
import type { FaultReport } from '../../workers/protocol/faults';
import { formatSeconds } from '../ui/formatSeconds';
import { tr } from '../../workers/texts/texts';

/** The run under way, as the screen shows it. */
export interface RunningJob {
  readonly runId: string;
  /** Of the document that it was frozen from. */
  readonly documentId: string;
  readonly phase: Phase;
  readonly part: string | null;
  readonly loadedBytes: number;
  readonly totalBytes: number | null;
  readonly step: number;
  readonly steps: number;
  /** Which part of a method with several is under way. */
  readonly stage: Stage | null;
  readonly secondsLeft: number | null;
  /** Of guided optimisation: how far each led step was from what leads it. */
  readonly distances: readonly LedDistances[];
  /** Where it is one of several runs that are compared: which of how many, and what sets it apart. */
  readonly sweep: { readonly at: number; readonly of: number; readonly words: string } | null;
  /** Nobody pressed for it: a stroke or a setting asked. */
  readonly live: boolean;
  readonly cancelling: boolean;
}

interface JobState {
  readonly running: RunningJob | null;
  readonly fault: FaultReport | null;
  /** The result chosen in the list; whether it can be shown is told by `shownResult`. */
  readonly shownId: string | null;
}

/** Transient truth of generation: "busy" is derived from the job, never a flag that someone has to clear. */
export const jobStore = createStore<JobState>(() => ({ running: null, fault: null, shownId: null }));

/** A run that has just begun. */
export const startedJob = (
  runId: string,
  documentId: string,
  { sweep = null, live = false }: Partial<Pick<RunningJob, 'sweep' | 'live'>> = {},
): RunningJob => ({
  runId,
  documentId,
  phase: 'loading',
  part: null,
  loadedBytes: 0,
  totalBytes: null,
  step: 0,
  steps: 0,
  stage: null,
  secondsLeft: null,
  distances: [],
  sweep,
  live,
  cancelling: false,
});

/** Folds one event of the engine into the running job. */
export function applyEvent(job: RunningJob, event: EngineEvent): RunningJob {
  if (event.type === 'step') {
    const { step, steps, stage, secondsLeft } = event;
    const distances = event.distances && stage === 'leading' ? [...job.distances, event.distances] : job.distances;
    return { ...job, phase: 'denoising', step, steps, stage, secondsLeft, distances };
  }
  if (event.type === 'contrast') return job;
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
  loading: tr`Loading the model`,
  preparing: tr`Preparing the model (the first run takes longer)`,
  checking: tr`Checking that the model computes rightly here`,
  'encoding-text': tr`Reading the prompt`,
  'encoding-picture': tr`Reading the picture`,
  denoising: tr`Editing`,
  decoding: tr`Drawing the result`,
  pasting: tr`Laying it into the picture`,
};

const stageWords: Readonly<Record<Stage, string>> = {
  contrast: tr`Finding what to change`,
  encoding: tr`Turning the picture back into noise`,
  'guidance-image': tr`Making the guidance image`,
  leading: tr`Leading the picture to the guide`,
  decoding: tr`Drawing it anew`,
  refining: tr`Refining`,
};

/** The job in words: which run of several, phase or stage, step n of N, seconds left. */
export function describeJob(job: RunningJob): string {
  if (job.cancelling) return tr`Stopping after this step…`;
  if (job.sweep) return tr`Run ${job.sweep.at} of ${job.sweep.of}, ${job.sweep.words} · ${describeRun(job)}`;
  return describeRun(job);
}

function describeRun(job: RunningJob): string {
  const words = phaseWords[job.phase];
  if (job.phase === 'denoising' && job.steps > 0) {
    const left = job.secondsLeft === null ? '' : tr` · ${formatSeconds(job.secondsLeft)} left`;
    return tr`${job.stage ? stageWords[job.stage] : words} · step ${job.step} of ${job.steps}${left}`;
  }
  if (job.phase === 'loading' && job.totalBytes)
    return tr`${words} · ${formatMegabytes(job.loadedBytes)} of ${formatMegabytes(job.totalBytes)} MB`;
  return job.part ? `${words} · ${job.part}` : words;
}

function formatMegabytes(sizeBytes: number): string {
  return (sizeBytes / 1e6).toFixed(1);
}
