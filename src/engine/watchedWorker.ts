import { wrap, type Remote } from 'comlink';
import { Fault } from '../../workers/protocol/faults';
import type { WorkerLike } from './startWorker';
import { tr } from '../../workers/texts/texts';

/** A worker as a client needs it. */
export interface WatchedWorker<Api> {
  readonly api: Remote<Api>;
  /** Settles only when the worker has died by itself: a Fault `worker-died`. */
  readonly died: Promise<Fault>;
  terminate(): void;
}

/** How long a worker's script may take to be fetched, started and to answer, in milliseconds. */
const firstAnswerLimitMs = 60_000;

/** What every worker offers so that its end is noticed. */
interface Holding {
  hold(lockName: string): Promise<boolean>;
}

/**
 * Watches over a started worker: one that does not answer the first question in time, as one that was ended before it held its lock,
 * counts as dead, so that nothing waits for it for ever.
 * @param job what it does, to complete "The part of Sfumato that … stopped"; @param advice what a person should do then.
 */
export function watchWorker<Api extends Holding>(
  worker: WorkerLike,
  job: string,
  advice: string,
  firstAnswerMs = firstAnswerLimitMs,
): WatchedWorker<Api> {
  const api = wrap<Api>(worker);
  const watching = new AbortController();
  const died = new Promise<Fault>((resolve) => {
    const report = (why: string): void => {
      watching.abort();
      worker.terminate();
      resolve(new Fault('worker-died', tr`The part of Sfumato that ${job} stopped: ${why}.`, advice));
    };
    worker.addEventListener('error', (event) => report(event.message || tr`its script could not be loaded`));
    worker.addEventListener('messageerror', () => report(tr`a message could not be read`));
    const hold = (name: string) => (api as unknown as Remote<Holding>).hold(name);
    void watchLock(hold, watching.signal, report, firstAnswerMs);
  });
  return {
    api,
    died,
    terminate: () => {
      watching.abort();
      worker.terminate();
    },
  };
}

/**
 * The worker holds a lock as long as it lives, so the window is granted the same lock at the very moment it dies,
 * however it dies, while a long computation (which answers no messages) looks like nothing at all.
 * Outside secure contexts there are no locks, and only errors are noticed.
 */
async function watchLock(
  hold: (name: string) => Promise<boolean>,
  signal: AbortSignal,
  report: (why: string) => void,
  firstAnswerMs: number,
): Promise<void> {
  const late = setTimeout(() => report(tr`it did not answer`), firstAnswerMs);
  signal.addEventListener('abort', () => clearTimeout(late), { once: true });
  const name = `sfumato-worker-${crypto.randomUUID()}`;
  try {
    const holds = await hold(name);
    clearTimeout(late);
    if (!holds || !('locks' in navigator)) return;
    await navigator.locks.request(name, { signal }, () => undefined);
    report(tr`the browser ended it, most likely for lack of memory`);
  } catch {
    // Aborted: the worker was ended on purpose.
  }
}
