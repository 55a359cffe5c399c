import { createStore, type StoreApi } from 'zustand/vanilla';
import { reportFault, type FaultReport } from '../../../workers/protocol/faults';

export interface SaveState {
  /** 'saving' from the first unsaved change until it is on disk. */
  readonly status: 'saved' | 'saving' | 'not-saved';
  /** Why it is not saved. */
  readonly fault: FaultReport | null;
}

export interface Autosave {
  readonly state: StoreApi<SaveState>;
  /** To be called after every committed change. */
  changed(): void;
  /** Writes at once what is not yet on disk; resolves when nothing is left, or it failed. */
  flush(): Promise<void>;
  /** Saves no more. */
  stop(): void;
}

interface AutosaveOptions {
  /** Writes what stands now; resolves when it is on disk, and read back from there. */
  readonly save: () => Promise<void>;
  /** Least time between the beginnings of two writes, in milliseconds; painting on cannot put the next one off. */
  readonly delayMs?: number;
  /** From a failure to the next attempt, in milliseconds. */
  readonly retryMs?: number;
}

/** Saves after every change, one write at a time. A failure is shown as state, and the work goes on. */
export function createAutosave({ save, delayMs = 60, retryMs = 5000 }: AutosaveOptions): Autosave {
  const state = createStore<SaveState>(() => ({ status: 'saved', fault: null }));
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing: Promise<void> | null = null;
  let dirty = false;
  let stopped = false;
  let isRetry = false;
  let begunMs = -Infinity;

  const schedule = (afterMs: number): void => {
    if (stopped || timer !== null) return;
    isRetry = afterMs === retryMs;
    timer = setTimeout(() => {
      timer = null;
      void flush();
    }, afterMs);
  };
  const unschedule = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  const writeOnce = async (): Promise<void> => {
    begunMs = performance.now();
    unschedule();
    // What else is changed in the same turn is part of it.
    await null;
    if (stopped) return;
    dirty = false;
    try {
      await save();
      if (!dirty) state.setState({ status: 'saved', fault: null });
    } catch (thrown) {
      dirty = true;
      state.setState({ status: 'not-saved', fault: reportFault(thrown) });
      unschedule();
      schedule(retryMs);
    }
  };

  /** A write that is under way may have taken its snapshot before the last change: then another follows. */
  const flush = async (): Promise<void> => {
    if (writing !== null) await writing;
    if (!dirty || stopped) return;
    writing ??= writeOnce().finally(() => {
      writing = null;
    });
    await writing;
  };

  return {
    state,
    changed() {
      if (stopped) return;
      dirty = true;
      // What failed stays said until it succeeds, but a new change is reason enough to try again soon.
      if (state.getState().status !== 'not-saved') state.setState({ status: 'saving', fault: null });
      if (isRetry) unschedule();
      // At once where it can be: on a busy thread a timer may come late.
      if (timer === null && writing === null && performance.now() - begunMs >= delayMs) void flush();
      else schedule(delayMs);
    },
    flush,
    stop() {
      stopped = true;
      unschedule();
    },
  };
}
