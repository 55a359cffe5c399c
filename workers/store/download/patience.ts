import type { Network } from './network';
import { TransferFault } from './transferFault';

/** Pauses before the n-th retry: doubling, at most 30 s, with a spread of a quarter so that tabs do not ask in step. */
function pauseMs(network: Network, failures: number, waitMs: number | null): number {
  const doubling = Math.min(30_000, network.firstPauseMs * 2 ** (failures - 1));
  return Math.max(waitMs ?? 0, doubling * (0.75 + Math.random() / 2));
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * Does `attempt` until it succeeds, pausing after failures that may pass. `attempt` calls `progressed` whenever bytes
 * came in, after which failures are counted from nought again. Throws the fault for people, or the signal's reason.
 */
export async function withPatience<T>(network: Network, signal: AbortSignal, attempt: (progressed: () => void) => Promise<T>): Promise<T> {
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await attempt(() => {
        failures = 0;
      });
    } catch (thrown) {
      signal.throwIfAborted();
      if (!(thrown instanceof TransferFault)) throw thrown;
      failures += 1;
      if (!thrown.mayRetry || failures >= network.maximumFailures) throw thrown.fault;
      await pause(pauseMs(network, failures, thrown.waitMs), signal);
    }
  }
}
