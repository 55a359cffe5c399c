import { wrap, type Remote } from 'comlink';
import { Fault } from '../../workers/protocol/faults';

/** A worker as a client needs it. */
export interface WatchedWorker<Api> {
  readonly api: Remote<Api>;
  /** Settles only when the worker has died by itself: a Fault `worker-died`. */
  readonly died: Promise<Fault>;
  terminate(): void;
}

/** What every worker offers so that its end is noticed. */
interface Holding {
  hold(lockName: string): Promise<boolean>;
}

/**
 * Watches over a started worker.
 * @param job what it does, to complete "The part of Sfumato that … stopped"; @param advice what a person should do then.
 */
export function watchWorker<Api extends Holding>(worker: Worker, job: string, advice: string): WatchedWorker<Api> {
  const api = wrap<Api>(worker);
  const watching = new AbortController();
  const died = new Promise<Fault>((resolve) => {
    const report = (why: string): void => {
      watching.abort();
      worker.terminate();
      resolve(new Fault('worker-died', `The part of Sfumato that ${job} stopped: ${why}.`, advice));
    };
    worker.addEventListener('error', (event) => report(event.message || 'its script could not be loaded'));
    worker.addEventListener('messageerror', () => report('a message could not be read'));
    const hold = (name: string) => (api as unknown as Remote<Holding>).hold(name);
    void watchLock(hold, watching.signal, () => report('the browser ended it, most likely for lack of memory'));
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
async function watchLock(hold: (name: string) => Promise<boolean>, signal: AbortSignal, onReleased: () => void): Promise<void> {
  if (!('locks' in navigator)) return;
  const name = `sfumato-worker-${crypto.randomUUID()}`;
  try {
    if (!(await hold(name))) return;
    await navigator.locks.request(name, { signal }, () => undefined);
    onReleased();
  } catch {
    // Aborted: the worker was ended on purpose.
  }
}
