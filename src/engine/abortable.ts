import { Fault } from '../../workers/protocol/faults';
import { tr } from '../../workers/texts/texts';

/** That a person called something off. */
export const cancelledFault = (): Fault => new Fault('cancelled', tr`The run was cancelled.`, tr`Nothing was changed.`);

/**
 * Waits for a promise, but no longer than until the signal is aborted: then rejects at once with a Fault `cancelled`. What was begun
 * goes on.
 */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(cancelledFault());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
