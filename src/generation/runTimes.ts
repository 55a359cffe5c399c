import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { EngineEvent, PackageSummary } from '../../workers/protocol/engine';
import type { GenerationArea } from '../../workers/protocol/recipe';
import type { Settings } from '../document/documentState';

/** What a run of one kind took here, in seconds: each evaluation, and everything around them. */
const timeSchema = z.object({ evaluation: z.number().positive(), around: z.number().min(0) });
type RunTime = z.infer<typeof timeSchema>;

const storageKey = 'sfumato-run-times';
/** Kinds that are remembered; those that ran last stay. */
const maximumKinds = 40;

function readKept(): Readonly<Record<string, RunTime>> {
  try {
    const kept = z.record(z.string(), timeSchema).safeParse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
    return kept.success ? kept.data : {};
  } catch {
    // Private windows may refuse storage: what was measured then lasts until the page is left.
    return {};
  }
}

/** What was measured on this computer, by kind of run. */
export const runTimesStore = createStore<{ readonly times: Readonly<Record<string, RunTime>> }>(() => ({ times: readKept() }));

/** Whatever changes how long an evaluation takes: model, what computes, size, guidance (a pair or one), LoRAs and guides. */
export function kindOfRun(
  { id, sha256, provider }: PackageSummary,
  { modelWidth, modelHeight }: Pick<GenerationArea, 'modelWidth' | 'modelHeight'>,
  { guidance, loras, refiner }: Pick<Settings, 'guidance' | 'loras' | 'refiner'>,
  guides: number,
): string {
  return [
    sha256 ?? id,
    provider,
    `${modelWidth}x${modelHeight}`,
    guidance === 1 ? 1 : 2,
    loras.length,
    guides,
    ...(refiner ? [refiner.id, refiner.from] : []),
  ].join(' ');
}

/** Seconds that a run of that kind takes; null where none was measured yet. */
export function secondsOf(times: Readonly<Record<string, RunTime>>, kind: string, evaluations: number): number | null {
  const time = times[kind];
  return time ? time.around + time.evaluation * evaluations : null;
}

/** Times the steps of one run, as their events come. */
export class RunClock {
  private last: { readonly step: number; readonly atMs: number } | null = null;
  private readonly taken: number[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {}

  hear(event: EngineEvent): void {
    if (event.type !== 'step') return;
    const atMs = this.now();
    // Steps that were left out took no time; the first one compiles what is compiled, and has none before it.
    if (this.last && event.step === this.last.step + 1) this.taken.push((atMs - this.last.atMs) / 1000);
    this.last = { step: event.step, atMs };
  }

  /**
   * Remembers what the run took. Nothing where fewer than two steps were timed.
   * @param seconds of the whole run, the model's loading apart @param evaluations that it did
   */
  keep(kind: string, seconds: number, evaluations: number): void {
    if (this.taken.length < 2) return;
    const sorted = [...this.taken].sort((a, b) => a - b);
    const evaluation = Math.max(1e-6, sorted[Math.floor(sorted.length / 2)] as number);
    const { [kind]: before, ...others } = runTimesStore.getState().times;
    // What a first run prepares is done but once: the least that was ever seen around the evaluations counts.
    const around = Math.min(before?.around ?? Number.POSITIVE_INFINITY, Math.max(0, seconds - evaluation * evaluations));
    const times = Object.fromEntries([...Object.entries(others).slice(1 - maximumKinds), [kind, { evaluation, around }]]);
    runTimesStore.setState({ times });
    try {
      localStorage.setItem(storageKey, JSON.stringify(times));
    } catch {
      // As above.
    }
  }
}
