import type { Outcome } from '../../protocol/engine';
import { Fault, reportFault } from '../../protocol/faults';
import type { OnMapProgress } from '../../protocol/mapWorker';
import { tr } from '../../texts/texts';

/** How a job tells how far it is and learns that it is to end. */
export interface JobControl {
  /** To be called after each part of the work: reports, lets the thread take its messages; throws Fault `cancelled`. */
  done(parts: number, total: number): Promise<void>;
}

/** The jobs under way, by id. */
export class Jobs {
  readonly #cancelled = new Set<string>();
  readonly #running = new Set<string>();

  /** @param pause yields a macrotask. */
  constructor(private readonly pause: () => Promise<void>) {}

  /** Ends the job at its next part; an id that is not under way is forgotten. */
  cancel(jobId: string): void {
    if (this.#running.has(jobId)) this.#cancelled.add(jobId);
  }

  /** Runs a job. Whatever it throws becomes the outcome. */
  async run<T>(jobId: string, onProgress: OnMapProgress, work: (control: JobControl) => Promise<T>): Promise<Outcome<T>> {
    this.#running.add(jobId);
    const done: JobControl['done'] = async (parts, total) => {
      // Nobody waits for the window to have seen it, and a window that is gone is no reason to fail.
      void Promise.resolve(onProgress({ done: parts, total })).catch(() => undefined);
      await this.pause();
      if (this.#cancelled.has(jobId)) throw new Fault('cancelled', tr`This was cancelled.`, tr`The map is as it was.`);
    };
    try {
      return { ok: true, value: await work({ done }) };
    } catch (thrown) {
      return { ok: false, fault: reportFault(thrown) };
    } finally {
      this.#running.delete(jobId);
      this.#cancelled.delete(jobId);
    }
  }
}
