import type { Remote } from 'comlink';
import type { Outcome } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { WatchedWorker } from './watchedWorker';

/** A started worker and what was given to it. */
interface LiveWorker<Api, Held> {
  readonly api: Remote<Api>;
  /** Of this worker alone: it goes with it. */
  readonly held: Held;
}

interface Started<Api, Held> extends LiveWorker<Api, Held> {
  readonly handle: WatchedWorker<Api>;
  /** Rejects when the worker has ended, in whatever way. */
  readonly ended: Promise<never>;
  readonly end: (fault: Fault) => void;
}

/** A fault that a worker reported, as it is thrown here. */
export const faultOf = ({ code, message, hint }: { code: Fault['code']; message: string; hint: string }): Fault =>
  new Fault(code, message, hint);

/**
 * The window's link to one kind of worker: it starts with the first call, and again with the first one after it died or was ended.
 * A call that waits for a worker that ends, however it ends, rejects with the fault that says so.
 */
export class WorkerLink<Api, Held = undefined> {
  #live: Started<Api, Held> | null = null;

  /**
   * @param freshHeld what a worker that was just started holds
   * @param onEnd told of every end, by itself or on request, before the calls that wait for it reject
   */
  constructor(
    private readonly startWorker: () => WatchedWorker<Api>,
    private readonly freshHeld: () => Held,
    private readonly onEnd: () => void = () => undefined,
  ) {}

  /** The worker that runs now; null where none does. */
  get live(): LiveWorker<Api, Held> | null {
    return this.#live;
  }

  /** Asks the worker, starting one where there is none. */
  ask<T>(question: (worker: LiveWorker<Api, Held>) => Promise<T>): Promise<T> {
    const live = this.#live ?? this.#start();
    return Promise.race([question(live), live.ended]);
  }

  /** The same for answers that are outcomes. @throws Fault as the worker reported it */
  async call<T>(question: (worker: LiveWorker<Api, Held>) => Promise<Outcome<T>>): Promise<T> {
    const outcome = await this.ask(question);
    if (outcome.ok) return outcome.value;
    throw faultOf(outcome.fault);
  }

  /** Ends the worker, if any; whatever waits for it rejects with `fault`. */
  end(fault: Fault): void {
    const live = this.#live;
    this.#live = null;
    this.onEnd();
    live?.handle.terminate();
    live?.end(fault);
  }

  #start(): Started<Api, Held> {
    const handle = this.startWorker();
    let end: (fault: Fault) => void = () => undefined;
    const ended = new Promise<never>((_resolve, reject) => {
      end = reject;
    });
    // Nobody waits for a worker that ends between two calls.
    ended.catch(() => undefined);
    const live = { api: handle.api, held: this.freshHeld(), handle, ended, end };
    this.#live = live;
    void handle.died.then((fault) => {
      if (this.#live === live) this.end(fault);
    });
    return live;
  }
}
