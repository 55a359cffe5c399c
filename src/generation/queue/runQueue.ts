import { createStore } from 'zustand/vanilla';
import { Fault, reportFault } from '../../../workers/protocol/faults';
import type { DocumentState } from '../../document/documentState';
import { maximumWaiting } from '../../document/limits';
import { markRun } from '../../document/runMark';
import { jobStore, type RunningJob } from '../jobStore';
import { withOtherMap, type OtherMap } from '../sweeps/otherMap';
import { cancelGeneration, runEdit, supersedeLive } from '../runEdit';
import { tr } from '../../../workers/texts/texts';

/** An edit that was asked for, as its document stood then. */
export interface QueuedRun {
  readonly id: string;
  readonly frozen: DocumentState;
  /** Of several that were asked for together; they are cancelled as one. */
  readonly group: string | null;
  readonly sweep: RunningJob['sweep'];
  /** Under another map than the painted one. */
  readonly map?: OtherMap | undefined;
  /** Told of the result that it came to. */
  readonly onResult?: ((resultId: string) => void) | undefined;
  /** Seeds of those behind it that differ in nothing else: they may be computed with it. */
  readonly alongside?: readonly number[] | undefined;
}

export interface RunQueue {
  /** Those that have run since the queue was last empty. */
  readonly done: readonly QueuedRun[];
  /** The one under way. */
  readonly current: QueuedRun | null;
  /** In the order in which they will run. */
  readonly waiting: readonly QueuedRun[];
  /** After a fault the rest waits until it is asked for again. */
  readonly held: boolean;
}

export const queueStore = createStore<RunQueue>(() => ({ done: [], current: null, waiting: [], held: false }));

const { getState, setState } = queueStore;

/** So that a reload can offer again what had not run: that of the document on the table, under its own map. */
queueStore.subscribe(({ current, waiting, held }) => {
  const [first = null, ...others] = (current ? [current, ...waiting] : held ? waiting : []).filter(({ map }) => !map);
  const rest = others.filter(({ frozen }) => frozen.documentId === first?.frozen.documentId).map(({ frozen }) => frozen.settings);
  markRun(first && { documentId: first.frozen.documentId, settings: first.frozen.settings, ...(rest.length > 0 && { rest }) });
});

/** @throws Fault `limit-reached` where so many more runs cannot wait */
export function requireRoom(runs: number): void {
  if (getState().waiting.length + runs > maximumWaiting)
    throw new Fault('limit-reached', tr`${maximumWaiting} edits wait at most.`, tr`Let some of them run first, or take them off the list.`);
}

/**
 * Lets runs wait for their turn, behind those that wait already. @returns when all of them have run or were taken off
 * @throws Fault `limit-reached`
 */
export function enqueue(runs: readonly QueuedRun[]): Promise<void> {
  const { current, waiting } = getState();
  requireRoom(runs.length);
  setState({ waiting: [...waiting, ...runs], held: false });
  if (!current) drain().catch(() => undefined);
  const ids = new Set(runs.map(({ id }) => id));
  const over = (state: RunQueue): boolean => !(state.current && ids.has(state.current.id)) && !state.waiting.some(({ id }) => ids.has(id));
  return new Promise((resolve) => {
    if (over(getState())) return resolve();
    const stop = queueStore.subscribe((state) => {
      // What is held runs only when it is asked for again.
      if (!over(state) && !state.held) return;
      stop();
      resolve();
    });
  });
}

let draining = false;

async function drain(): Promise<void> {
  if (draining) return;
  draining = true;
  try {
    while (getState().waiting.length > 0 && !getState().held) {
      await idle();
      const [next, ...waiting] = getState().waiting;
      if (!next) break;
      setState({ current: next, waiting });
      const went = await run(next).catch((thrown: unknown) => {
        jobStore.setState({ fault: reportFault(thrown) });
        return false;
      });
      const left = getState().waiting.filter(({ group }) => went || group === null || group !== next.group);
      const done = left.length > 0 ? [...getState().done, next] : [];
      setState({ done, current: null, waiting: left, held: jobStore.getState().fault !== null && left.length > 0 });
    }
  } finally {
    draining = false;
  }
}

async function run({ frozen, map, sweep, onResult, group, alongside = [] }: QueuedRun): Promise<boolean> {
  const stillWanted = getState().waiting.filter((other) => other.group === group);
  const seeds = alongside.filter((seed) => stillWanted.some((other) => other.frozen.settings.seed === seed));
  if (!map) return runEdit(frozen, { sweep, onResult, alongside: seeds });
  return runEdit(await withOtherMap(frozen, map), { sweep, onResult, otherMap: true });
}

/** Waits until no run is under way; live ones give way. */
async function idle(): Promise<void> {
  while (jobStore.getState().running) {
    supersedeLive();
    await new Promise<void>((resolve) => {
      const stop = jobStore.subscribe(({ running }) => {
        if (running) return;
        stop();
        resolve();
      });
    });
  }
}

/** Takes a waiting run off. An unknown id does nothing. */
export const unqueue = (id: string): void =>
  setState(({ current, waiting, held }) => {
    const left = waiting.filter((run) => run.id !== id);
    return { waiting: left, held: held && left.length > 0, ...(!current && left.length === 0 && { done: [] }) };
  });

/** Lets a waiting run take the place of the one before (−1) or behind it (1); at the ends it stays. */
export function moveQueued(id: string, by: 1 | -1): void {
  const waiting = [...getState().waiting];
  const at = waiting.findIndex((run) => run.id === id);
  const [run, other] = [waiting[at], waiting[at + by]];
  if (!run || !other) return;
  waiting[at] = other;
  waiting[at + by] = run;
  setState({ waiting });
}

/** Takes all that waits off. */
export const clearQueue = (): void => setState(({ current, done }) => ({ done: current ? done : [], waiting: [], held: false }));

/** Runs on what a fault has held. */
export function goOn(): void {
  setState({ held: false });
  drain().catch(() => undefined);
}

/** Stops the run under way and takes all that waits off. */
export function cancelAll(): void {
  clearQueue();
  cancelGeneration();
}
