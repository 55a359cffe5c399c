import type { Outcome } from '../protocol/engine';
import { reportFault } from '../protocol/faults';

/** What work came to, as it crosses the thread border: its value, or the fault in words. */
export async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, fault: reportFault(thrown) };
  }
}
