import type { Size } from '../../workers/protocol/geometry';
import type { LineSettings, MapSource, Segment } from '../../workers/protocol/mapSources';
import type {
  CoverageResult,
  FillRequest,
  IsolineRequest,
  IsolineResult,
  MapProgress,
  MapStack,
  MapTiles,
} from '../../workers/protocol/mapWorker';
import type { KeyedPicture } from './keyedPicture';
import { MapWorkerLink, type MapCall } from './mapWorkerLink';
import { startMapWorker, type MapWorkerHandle } from './mapWorkerHandle';

export interface MapCallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: MapProgress) => void;
  /**
   * For previews: the latest call of a name wins. Earlier ones of that name that wait or run are ended, and reject with a
   * Fault `cancelled`.
   */
  readonly latestOf?: string;
}

/**
 * The window's side of the map worker. Calls wait for one another; every rejection is a `Fault`. The worker starts with the
 * first call and is replaced when it died or does not answer; nothing is lost with it.
 */
export interface MapClient {
  /** Layers after their modifiers, combined: the whole map, or with `rect` the tiles that it touches. Absent tiles are 0. */
  compose(stack: MapStack, options?: MapCallOptions): Promise<MapTiles>;
  /** 256 counts of the values in what `compose` gives. */
  histogram(stack: MapStack, options?: MapCallOptions): Promise<Float64Array>;
  isolines(stack: MapStack, request: IsolineRequest, options?: MapCallOptions): Promise<readonly IsolineResult[]>;
  /** Null where the pixel lies outside. */
  fillMap(stack: MapStack, request: FillRequest, options?: MapCallOptions): Promise<CoverageResult | null>;
  fillPicture(picture: KeyedPicture, request: FillRequest, options?: MapCallOptions): Promise<CoverageResult | null>;
  /** A map of `size` from a picture of any size; a drawn line needs none. */
  fromSource(picture: KeyedPicture | null, source: MapSource, size: Size, options?: MapCallOptions): Promise<MapTiles>;
  /** The straight lines among a picture's edges, in its own pixels. */
  straightLines(picture: KeyedPicture, settings: LineSettings, options?: MapCallOptions): Promise<readonly Segment[]>;
  /** A map of another size, brought to `size`. */
  resize(values: Uint8Array, from: Size, size: Size, options?: MapCallOptions): Promise<MapTiles>;
  /** Ends the worker; a later call starts a new one. */
  dispose(): void;
}

export interface MapClientOptions {
  readonly startWorker?: () => MapWorkerHandle;
  /** How long the worker may leave a cancelled job unanswered before it is ended, in milliseconds. */
  readonly cancelTimeoutMs?: number;
}

/** A block with the widest modifiers takes seconds on a slow machine. */
const patienceMs = 3000;

export function createMapClient({ startWorker = startMapWorker, cancelTimeoutMs = patienceMs }: MapClientOptions = {}): MapClient {
  const link = new MapWorkerLink(startWorker, cancelTimeoutMs);
  const queue = new LatestWins();
  const run = <T>(options: MapCallOptions, call: MapCall<T>) => queue.add(options, (signal) => link.run(call, signal, options.onProgress));
  return {
    compose: (stack, options = {}) => run(options, async ({ api, id, progress, named }) => api.compose(id, await named(stack), progress)),
    histogram: (stack, options = {}) =>
      run(options, async ({ api, id, progress, named }) => api.histogram(id, await named(stack), progress)),
    isolines: (stack, request, options = {}) =>
      run(options, async ({ api, id, progress, named }) => api.isolines(id, await named(stack), request, progress)),
    fillMap: (stack, request, options = {}) =>
      run(options, async ({ api, id, progress, named }) => api.fillMap(id, await named(stack), request, progress)),
    fillPicture: (picture, request, options = {}) =>
      run(options, async ({ api, id, keyed }) => api.fillPicture(id, await keyed(picture), request)),
    fromSource: (picture, source, size, options = {}) =>
      run(options, async ({ api, id, progress, keyed }) => api.fromSource(id, picture && (await keyed(picture)), source, size, progress)),
    straightLines: (picture, settings, options = {}) =>
      run(options, async ({ api, id, progress, keyed }) => api.straightLines(id, await keyed(picture), settings, progress)),
    resize: (values, from, size, options = {}) => run(options, ({ api, id }) => api.resize(id, values, from, size)),
    dispose: () => link.dispose(),
  };
}

/** One call after the other; of calls with a name only the latest. */
class LatestWins {
  #tail: Promise<unknown> = Promise.resolve();
  readonly #latest = new Map<string, AbortController>();

  add<T>({ signal, latestOf }: MapCallOptions, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const ending = new AbortController();
    if (latestOf !== undefined) {
      this.#latest.get(latestOf)?.abort();
      this.#latest.set(latestOf, ending);
    }
    const either = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
    const result = this.#tail.then(() => task(either));
    this.#tail = result.catch(() => undefined);
    return result.finally(() => {
      if (latestOf !== undefined && this.#latest.get(latestOf) === ending) this.#latest.delete(latestOf);
    });
  }
}
