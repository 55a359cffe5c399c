import { proxy } from 'comlink';
import type { Blobs, CapabilityReport, EditResult, EngineEvent, Outcome, PackageSource, PackageSummary, ProviderPreference } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { MapModelAnswer, MapModelPicture, MapModelRequest } from '../../workers/protocol/mapModels';
import type { Recipe } from '../../workers/protocol/recipe';
import { DeviceWatch } from './deviceWatch';
import type { CallOptions, DeviceState, Engine } from './engine';
import { startDiffusionWorker, type WorkerHandle } from './workerHandle';

interface EngineOptions {
  /** What runs the models; `automatic` unless said otherwise. */
  readonly provider?: ProviderPreference;
  /** How long a worker may leave a cancelled run unanswered before it is ended, in milliseconds. */
  readonly cancelTimeoutMs?: number;
  readonly startWorker?: () => WorkerHandle;
}

/** Longer than an evaluation of a small package takes anywhere, short enough for a person who waits. */
const patienceMs = 15_000;

/**
 * The window's side of the diffusion worker: starts it with the first call, lets one call through at a time, passes
 * Cancel on, and replaces a worker that died or does not answer. The package is then loaded again before the next run.
 */
export function createEngine(options: EngineOptions = {}): Engine {
  return new EngineClient(options.startWorker ?? startDiffusionWorker, options.provider ?? 'automatic', options.cancelTimeoutMs ?? patienceMs);
}

/** A started worker, and the way to make every call that waits for it fail. */
interface LiveWorker {
  readonly handle: WorkerHandle;
  readonly ended: Promise<never>;
  readonly end: (fault: Fault) => void;
  /** Whether it tells of its device. */
  followed: boolean;
}

class EngineClient implements Engine {
  private live: LiveWorker | null = null;
  private tail: Promise<unknown> = Promise.resolve();
  private source: PackageSource | null = null;
  /** Whether the present worker has `source` loaded. */
  private ready = false;
  /** Digests whose pixels the present worker was given. */
  private readonly given = new Set<string>();
  private readonly watch = new DeviceWatch();

  constructor(
    private readonly startWorker: () => WorkerHandle,
    private readonly provider: ProviderPreference,
    private readonly cancelTimeoutMs: number,
  ) {}

  capabilities(): Promise<CapabilityReport> {
    return this.inTurn(undefined, () => this.call((api) => api.capabilities(this.provider)));
  }

  load(source: PackageSource, options: CallOptions = {}): Promise<PackageSummary> {
    return this.inTurn(options.signal, () => {
      this.watch.require();
      // A wasm heap never shrinks: another package gets a worker of its own.
      if (this.source && this.source.baseUrl !== source.baseUrl) this.endWorker(cancelled());
      return this.loadNow(source, options);
    });
  }

  get device(): DeviceState {
    return this.watch.state;
  }

  watchDevice(listener: (state: DeviceState) => void): () => void {
    return this.watch.watch(listener);
  }

  trustDevice(): void {
    this.watch.worked();
  }

  run(recipe: Recipe, blobs: Blobs, options: CallOptions = {}): Promise<EditResult> {
    return this.inTurn(options.signal, async () => {
      if (!this.source) throw new Fault('package-invalid', 'No model package is loaded.', 'Choose a package first.');
      this.watch.require();
      if (!this.ready) await this.loadNow(this.source, options);
      const result = await this.runNow(recipe, this.notYetGiven(blobs), options).catch((thrown: unknown) => {
        // The worker keeps pixels only under a budget; what it has dropped is given once more.
        if (!(thrown instanceof Fault) || thrown.code !== 'missing-blob') throw thrown;
        return this.runNow(recipe, blobs, options);
      });
      this.watch.worked();
      return result;
    });
  }

  mapModel(source: PackageSource, request: MapModelRequest, picture: MapModelPicture, options: Pick<CallOptions, 'signal'> = {}): Promise<MapModelAnswer> {
    return this.inTurn(options.signal, async () => {
      this.watch.require();
      // Whichever call comes first decides what runs models.
      await this.call((api) => api.capabilities(this.provider));
      if (this.live) this.followDevice(this.live);
      return this.call((api) => api.mapModel(source, request, picture));
    });
  }

  suggestStrength(recipe: Recipe, blobs: Blobs): Promise<number> {
    return this.inTurn(undefined, async () => {
      if (!this.source) throw new Fault('package-invalid', 'No model package is loaded.', 'Choose a package first.');
      this.watch.require();
      if (!this.ready) await this.loadNow(this.source, {});
      return this.call((api) => api.suggestStrength(recipe, blobs));
    });
  }

  dispose(): void {
    this.endWorker(cancelled());
  }

  /** One call after the other; a call that is aborted before its turn never touches the worker. */
  private inTurn<T>(signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T> {
    const result = this.tail.then(() => {
      if (signal?.aborted) throw cancelled();
      return task();
    });
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async loadNow(source: PackageSource, { onEvent, signal }: CallOptions): Promise<PackageSummary> {
    this.ready = false;
    this.source = source;
    // Loading has no steps between which it could be cancelled: the worker is ended instead.
    return withAbort(signal, () => this.endWorker(cancelled()), async () => {
      await this.call((api) => api.capabilities(this.provider));
      if (this.live) this.followDevice(this.live);
      const summary = await this.call((api) => api.load(source, proxy(listener(onEvent))));
      this.ready = true;
      return summary;
    });
  }

  private async runNow(recipe: Recipe, blobs: Blobs, { onEvent, signal }: CallOptions): Promise<EditResult> {
    const runId = crypto.randomUUID();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => {
      // A worker that died meanwhile has nothing to cancel.
      this.live?.handle.api.cancel(runId).catch(() => undefined);
      timer = setTimeout(() => this.endWorker(cancelled()), this.cancelTimeoutMs);
    };
    try {
      return await withAbort(signal, cancel, async () => {
        const result = await this.call((api) => api.run(runId, recipe, blobs, proxy(listener(onEvent))));
        for (const digest of Object.keys(blobs)) this.given.add(digest);
        return result;
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks the worker, starting one where there is none. Its end, of whatever kind, rejects the call. */
  private async call<T>(ask: (api: WorkerHandle['api']) => Promise<Outcome<T>>): Promise<T> {
    const { handle, ended } = this.live ?? this.start();
    const outcome = await Promise.race([ask(handle.api), ended]);
    if (outcome.ok) return outcome.value;
    const fault = new Fault(outcome.fault.code, outcome.fault.message, outcome.fault.hint);
    // A lost device never comes back, a full heap never shrinks: a new worker has new ones.
    if (fault.code === 'device-lost') this.loseDevice(fault);
    else if (fault.code === 'out-of-memory') this.endWorker(fault);
    throw fault;
  }

  /** Ends the worker of a lost device and makes the package ready in a new one, unless that has been tried often enough. */
  private loseDevice(fault: Fault): void {
    this.endWorker(fault);
    if (!this.watch.lost(fault)) return;
    const { source } = this;
    const rebuild = async (): Promise<void> => {
      if (source && source === this.source && !this.ready) await this.loadNow(source, {});
      this.watch.rebuilt();
    };
    // What stands in the way of it is met, and told, by the next run.
    this.inTurn(undefined, rebuild).catch(() => this.watch.rebuilt());
  }

  private start(): LiveWorker {
    const handle = this.startWorker();
    let end: (fault: Fault) => void = () => undefined;
    const ended = new Promise<never>((_resolve, reject) => {
      end = reject;
    });
    // Nobody waits for a worker that ends between two calls.
    ended.catch(() => undefined);
    const live: LiveWorker = { handle, ended, end, followed: false };
    this.live = live;
    void handle.died.then((fault) => {
      if (this.live === live) this.endWorker(fault);
    });
    return live;
  }

  /** A device may be lost between runs too, when no call is there to say so. */
  private followDevice(live: LiveWorker): void {
    if (live.followed) return;
    live.followed = true;
    const lost = async (): Promise<void> => {
      const { code, message, hint } = await live.handle.api.deviceLost();
      if (this.live === live) this.loseDevice(new Fault(code, message, hint));
    };
    // A worker that ended has nothing more to tell.
    lost().catch(() => undefined);
  }

  private endWorker(fault: Fault): void {
    const { live } = this;
    this.live = null;
    this.ready = false;
    this.given.clear();
    live?.handle.terminate();
    live?.end(fault);
  }

  private notYetGiven(blobs: Blobs): Blobs {
    return Object.fromEntries(Object.entries(blobs).filter(([digest]) => !this.given.has(digest)));
  }
}

async function withAbort<T>(signal: AbortSignal | undefined, onAbort: () => void, work: () => Promise<T>): Promise<T> {
  if (signal?.aborted) throw cancelled();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function cancelled(): Fault {
  return new Fault('cancelled', 'The run was cancelled.', 'Nothing was changed.');
}

function listener(onEvent: CallOptions['onEvent']): (event: EngineEvent) => void {
  return (event) => onEvent?.(event);
}
