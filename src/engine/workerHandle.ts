import { wrap, type Remote } from 'comlink';
import type { EngineApi } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';

/** A worker as the client needs it. */
export interface WorkerHandle {
  readonly api: Remote<EngineApi>;
  /** Settles only when the worker has died by itself: a Fault `worker-died`. */
  readonly died: Promise<Fault>;
  terminate(): void;
}

/** Starts the diffusion worker and watches over it. */
export function startDiffusionWorker(): WorkerHandle {
  const worker = new Worker(new URL('../../workers/diffusion.worker.ts', import.meta.url), { type: 'module', name: 'diffusion' });
  const api = wrap<EngineApi>(worker);
  const watching = new AbortController();
  const died = new Promise<Fault>((resolve) => {
    const report = (why: string): void => {
      watching.abort();
      worker.terminate();
      resolve(workerDied(why));
    };
    worker.addEventListener('error', (event) => report(event.message || 'its script could not be loaded'));
    worker.addEventListener('messageerror', () => report('a message could not be read'));
    void watchLock(api, watching.signal, () => report('the browser ended it, most likely for lack of memory'));
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

function workerDied(why: string): Fault {
  return new Fault('worker-died', `The part of Sfumato that runs the model stopped: ${why}.`, 'Your picture and map are untouched. Generate again: it starts afresh.');
}

/**
 * The worker holds a lock as long as it lives, so the window is granted the same lock at the very moment it dies,
 * however it dies, while a long evaluation (which answers no messages) looks like nothing at all.
 * Outside secure contexts there are no locks, and only errors are noticed.
 */
async function watchLock(api: Remote<EngineApi>, signal: AbortSignal, onReleased: () => void): Promise<void> {
  if (!('locks' in navigator)) return;
  const name = `sfumato-worker-${crypto.randomUUID()}`;
  try {
    if (!(await api.hold(name))) return;
    await navigator.locks.request(name, { signal }, () => undefined);
    onReleased();
  } catch {
    // Aborted: the worker was ended on purpose.
  }
}
