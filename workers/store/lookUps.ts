import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** The look-ups under way that somebody may cancel, by the ids that the window gave them. */
export class LookUps {
  private readonly running = new Map<string, AbortController>();

  /** Runs a look-up; rejects with the Fault `cancelled` as soon as it is cancelled, whatever is still under way. */
  async run<T>(id: string | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    if (id !== undefined) this.running.set(id, stop);
    const stopped = new Promise<never>((_resolve, reject) => {
      stop.signal.addEventListener('abort', () => reject(stop.signal.reason as Fault), { once: true });
    });
    try {
      return await Promise.race([work(stop.signal), stopped]);
    } finally {
      if (id !== undefined) this.running.delete(id);
    }
  }

  cancel(id: string): void {
    this.running.get(id)?.abort(new Fault('cancelled', tr`The look-up was cancelled.`, tr`Nothing was kept of it.`));
  }
}
