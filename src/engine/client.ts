import { proxy } from 'comlink';
import type { ContrastFinding } from '../../workers/protocol/contrast';
import type {
  Blobs,
  CapabilityReport,
  EditResult,
  EngineApi,
  EngineEvent,
  Outcome,
  PackageSource,
  PackageSummary,
  ProviderPreference,
} from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { MapModelAnswer, MapModelPicture, MapModelRequest } from '../../workers/protocol/mapModels';
import type { Recipe } from '../../workers/protocol/recipe';
import { abortable, cancelledFault } from './abortable';
import { DeviceWatch } from './deviceWatch';
import type { CallOptions, DeviceState, Engine } from './engine';
import { superseded } from './superseded';
import { startDiffusionWorker, type WorkerHandle } from './workerHandle';
import { faultOf, WorkerLink } from './workerLink';
import { tr } from '../../workers/texts/texts';

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
  return new EngineClient(
    options.startWorker ?? startDiffusionWorker,
    options.provider ?? 'automatic',
    options.cancelTimeoutMs ?? patienceMs,
  );
}

/** A question about pixels: under an id, with those that the worker lacks. */
type PixelCall<T> = (api: WorkerHandle['api'], runId: string, blobs: Blobs) => Promise<Outcome<T>>;

/** What a worker was given and is asked for once. */
interface Given {
  /** Digests of pixels that it has. */
  readonly digests: Set<string>;
  /** Whether it tells of its device. */
  followed: boolean;
}

class EngineClient implements Engine {
  private readonly link: WorkerLink<EngineApi, Given>;
  private tail: Promise<unknown> = Promise.resolve();
  private source: PackageSource | null = null;
  /** Whether the present worker has `source` loaded. */
  private ready = false;
  private readonly watch = new DeviceWatch();

  constructor(
    startWorker: () => WorkerHandle,
    private readonly provider: ProviderPreference,
    private readonly cancelTimeoutMs: number,
  ) {
    const ended = (): void => {
      this.ready = false;
    };
    this.link = new WorkerLink(startWorker, () => ({ digests: new Set<string>(), followed: false }), ended);
  }

  capabilities(): Promise<CapabilityReport> {
    return this.inTurn(undefined, () => this.call((api) => api.capabilities(this.provider)));
  }

  load(source: PackageSource, options: CallOptions = {}): Promise<PackageSummary> {
    return this.inTurn(options.signal, () => {
      this.watch.require();
      // A wasm heap never shrinks: another package gets a worker of its own.
      if (this.source && this.source.baseUrl !== source.baseUrl) this.link.end(cancelledFault());
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
    return this.withPixels(blobs, options, (api, runId, given) =>
      api.run(runId, recipe, given, proxy(listener(options.onEvent)), options.addOns, options.refiner, options.alongside),
    );
  }

  findContrast(recipe: Recipe, blobs: Blobs, options: CallOptions = {}): Promise<ContrastFinding> {
    return this.withPixels(blobs, options, (api, runId, given) =>
      api.findContrast(runId, recipe, given, proxy(listener(options.onEvent)), options.addOns),
    );
  }

  mapModel(
    source: PackageSource,
    request: MapModelRequest,
    picture: MapModelPicture,
    options: Pick<CallOptions, 'signal'> = {},
  ): Promise<MapModelAnswer> {
    return this.inTurn(options.signal, async () => {
      this.watch.require();
      // Whichever call comes first decides what runs models.
      await this.call((api) => api.capabilities(this.provider));
      this.followDevice();
      return this.call((api) => api.mapModel(source, request, picture));
    });
  }

  suggestStrength(recipe: Recipe, blobs: Blobs): Promise<number> {
    return this.inTurn(undefined, async () => {
      if (!this.source) throw new Fault('package-invalid', tr`No model package is loaded.`, tr`Choose a package first.`);
      this.watch.require();
      if (!this.ready) await this.loadNow(this.source, {});
      return this.call((api) => api.suggestStrength(recipe, blobs));
    });
  }

  dispose(): void {
    this.link.end(cancelledFault());
  }

  /** One call after the other; a call that is aborted before its turn never touches the worker. */
  private inTurn<T>(signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T> {
    const before = this.tail;
    // What is called off while it waits need not wait any longer, and what comes after it waits for those before it alone.
    const turn = signal ? abortable(before, signal) : before;
    const result = turn.then(() => {
      if (signal?.aborted) throw cancelledFault();
      return task();
    });
    this.tail = Promise.all([before, result.catch(() => undefined)]);
    return result;
  }

  private async loadNow(source: PackageSource, { onEvent, signal }: CallOptions): Promise<PackageSummary> {
    this.ready = false;
    this.source = source;
    // Loading has no steps between which it could be cancelled: the worker is ended instead.
    return withAbort(
      signal,
      () => this.link.end(cancelledFault()),
      async () => {
        await this.call((api) => api.capabilities(this.provider));
        this.followDevice();
        const summary = await this.call((api) => api.load(source, proxy(listener(onEvent))));
        this.ready = true;
        return summary;
      },
    );
  }

  /** Asks the loaded model for something that can be cancelled; pixels that the worker has are not handed over again. */
  private withPixels<T>(blobs: Blobs, options: CallOptions, ask: PixelCall<T>): Promise<T> {
    return this.inTurn(options.signal, async () => {
      if (!this.source) throw new Fault('package-invalid', tr`No model package is loaded.`, tr`Choose a package first.`);
      this.watch.require();
      if (!this.ready) await this.loadNow(this.source, options);
      const result = await this.askNow(this.notYetGiven(blobs), options, ask).catch((thrown: unknown) => {
        // The worker keeps pixels only under a budget; what it has dropped is given once more.
        if (!(thrown instanceof Fault) || thrown.code !== 'missing-blob') throw thrown;
        return this.askNow(blobs, options, ask);
      });
      this.watch.worked();
      return result;
    });
  }

  private async askNow<T>(blobs: Blobs, { signal }: CallOptions, ask: PixelCall<T>): Promise<T> {
    const runId = crypto.randomUUID();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => {
      // A worker that died meanwhile has nothing to cancel.
      this.link.live?.api.cancel(runId).catch(() => undefined);
      // One that gives way to the next is worth waiting for: a worker that is ended loses its model.
      if (signal?.reason !== superseded) timer = setTimeout(() => this.link.end(cancelledFault()), this.cancelTimeoutMs);
    };
    try {
      return await withAbort(signal, cancel, async () => {
        const result = await this.call((api) => ask(api, runId, blobs));
        for (const digest of Object.keys(blobs)) this.link.live?.held.digests.add(digest);
        return result;
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks the worker; after a fault that nothing mends, it is ended. */
  private async call<T>(ask: (api: WorkerHandle['api']) => Promise<Outcome<T>>): Promise<T> {
    const outcome = await this.link.ask(({ api }) => ask(api));
    if (outcome.ok) return outcome.value;
    const fault = faultOf(outcome.fault);
    // A lost device never comes back, a full heap never shrinks: a new worker has new ones.
    if (fault.code === 'device-lost') this.loseDevice(fault);
    else if (fault.code === 'out-of-memory') this.link.end(fault);
    throw fault;
  }

  /** Ends the worker of a lost device and makes the package ready in a new one, unless that has been tried often enough. */
  private loseDevice(fault: Fault): void {
    this.link.end(fault);
    if (!this.watch.lost(fault)) return;
    const { source } = this;
    const rebuild = async (): Promise<void> => {
      if (source && source === this.source && !this.ready) await this.loadNow(source, {});
      this.watch.rebuilt();
    };
    // What stands in the way of it is met, and told, by the next run.
    this.inTurn(undefined, rebuild).catch(() => this.watch.rebuilt());
  }

  /** A device may be lost between runs too, when no call is there to say so. */
  private followDevice(): void {
    const { live } = this.link;
    if (!live || live.held.followed) return;
    live.held.followed = true;
    const lost = async (): Promise<void> => {
      const fault = await live.api.deviceLost();
      if (this.link.live === live) this.loseDevice(faultOf(fault));
    };
    // A worker that ended has nothing more to tell.
    lost().catch(() => undefined);
  }

  private notYetGiven(blobs: Blobs): Blobs {
    return Object.fromEntries(Object.entries(blobs).filter(([digest]) => !this.link.live?.held.digests.has(digest)));
  }
}

async function withAbort<T>(signal: AbortSignal | undefined, onAbort: () => void, work: () => Promise<T>): Promise<T> {
  if (signal?.aborted) throw cancelledFault();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await work();
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function listener(onEvent: CallOptions['onEvent']): (event: EngineEvent) => void {
  return (event) => onEvent?.(event);
}
