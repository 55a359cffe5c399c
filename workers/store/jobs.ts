import { Fault, reportFault, type FaultReport } from '../protocol/faults';
import type { StoredState } from '../protocol/store';
import type { RecordKeeper } from './record/recordKeeper';
import { diskFault, storeBusy } from './storeFaults';
import { tr } from '../texts/texts';

/** Runs work while it holds the lock of that name, over all tabs; null where somebody else holds it. */
export type TryLock = <T>(name: string, work: () => Promise<T>) => Promise<{ readonly value: T } | null>;

export type JobKind = Extract<StoredState, 'downloading' | 'importing' | 'checking' | 'preparing'>;

export interface Job {
  readonly kind: JobKind;
  readonly signal: AbortSignal;
  /** The record that the job works on, once it is open. */
  keeper: RecordKeeper | null;
}

interface RunningJob extends Job {
  readonly stop: AbortController;
  readonly ended: Promise<unknown>;
}

/** One job a package: here by this table, over all tabs by a Web Lock. */
export class Jobs {
  private readonly running = new Map<string, RunningJob>();
  private readonly faults = new Map<string, FaultReport>();

  constructor(private readonly tryLock: TryLock) {}

  get(packageId: string): Job | null {
    return this.running.get(packageId) ?? null;
  }

  /** Why the last job on a package failed; null where it did not. */
  faultOf(packageId: string): FaultReport | null {
    return this.faults.get(packageId) ?? null;
  }

  forget(packageId: string): void {
    this.faults.delete(packageId);
  }

  /**
   * Runs a job; throws the Fault `store-busy` where there is one on this package already. `stop` ends it: `work` then
   * throws the signal's reason, which comes out here as it is.
   */
  async run<T>(packageId: string, title: string, kind: JobKind, work: (job: Job) => Promise<T>): Promise<T> {
    if (this.running.has(packageId)) throw storeBusy(title);
    const stop = new AbortController();
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const job: RunningJob = { kind, stop, signal: stop.signal, keeper: null, ended };
    this.running.set(packageId, job);
    this.faults.delete(packageId);
    try {
      const result = await this.tryLock(`sfumato-package-${packageId}`, () => work(job));
      if (!result) throw storeBusy(title);
      return result.value;
    } catch (thrown) {
      const fault = diskFault(thrown, title);
      if (!stop.signal.aborted) this.faults.set(packageId, reportFault(fault));
      throw fault;
    } finally {
      this.running.delete(packageId);
      end();
    }
  }

  /** Ends the job on a package, if there is one, and returns when it writes nothing any more. */
  async stop(packageId: string): Promise<void> {
    const job = this.running.get(packageId);
    job?.stop.abort(new Fault('cancelled', tr`The job was stopped.`, tr`What was fetched is kept.`));
    await job?.ended;
  }
}
