import { proxy, type Remote } from 'comlink';
import type { Outcome } from '../../workers/protocol/engine';
import { Fault } from '../../workers/protocol/faults';
import type { MapProgress, MapStack, MapTiles, MapWorkerApi, NamedMap, OnMapProgress } from '../../workers/protocol/mapWorker';
import type { KeyedPicture } from './keyedPicture';
import type { MapWorkerHandle } from './mapWorkerHandle';
import { faultOf, WorkerLink } from './workerLink';
import { tr } from '../../workers/texts/texts';

/** What a call finds when its turn has come. */
export interface MapTurn {
  readonly api: Remote<MapWorkerApi>;
  readonly id: string;
  readonly progress: OnMapProgress;
  /** Hands over the tiles that the worker lacks, and names all of them. */
  named(stack: MapStack): Promise<MapStack<NamedMap>>;
  /** Hands over the picture where the worker lacks it, and names it. */
  keyed(picture: KeyedPicture): Promise<string>;
}

export type MapCall<T> = (turn: MapTurn) => Promise<Outcome<T>>;

/** Bytes copied at once: each message is copied on the window's thread, and nobody may feel it. */
const portionBytes = 4 * 2 ** 20;
/** The same for tiles, each of which is an array of its own and costs more than its bytes. */
const tilesPortionBytes = 2 ** 20;

/** What a worker was given. */
interface Given {
  readonly tiles: Set<number>;
  readonly pictures: Set<string>;
}

type Worker = NonNullable<WorkerLink<MapWorkerApi, Given>['live']>;

/** Keeps a map worker going: starts it, gives it tiles and pictures once, ends it where it does not answer Cancel. */
export class MapWorkerLink {
  readonly #link: WorkerLink<MapWorkerApi, Given>;
  /** Tiles are never written to, so an array is its content. */
  readonly #names = new WeakMap<Uint8Array, number>();
  #nextName = 1;

  constructor(
    startWorker: () => MapWorkerHandle,
    private readonly cancelTimeoutMs: number,
  ) {
    this.#link = new WorkerLink(startWorker, () => ({ tiles: new Set(), pictures: new Set() }));
  }

  /** Runs one call. Rejects with a Fault; with `cancelled` at once where the signal was aborted before. */
  async run<T>(call: MapCall<T>, signal: AbortSignal, onProgress?: (progress: MapProgress) => void): Promise<T> {
    if (signal.aborted) throw cancelled();
    const id = crypto.randomUUID();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => {
      this.#link.live?.api.cancel(id).catch(() => undefined);
      timer = setTimeout(() => this.#link.end(cancelled()), this.cancelTimeoutMs);
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const first = await this.#ask(call, id, signal, onProgress);
      if (first.ok) return first.value;
      // The worker keeps tiles and pictures only under a budget; what it has dropped is given once more.
      const outcome = first.fault.code === 'missing-blob' && !signal.aborted ? await this.#ask(call, id, signal, onProgress, true) : first;
      if (outcome.ok) return outcome.value;
      throw faultOf(outcome.fault);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    }
  }

  dispose(): void {
    this.#link.end(cancelled());
  }

  /** Asks the worker, starting one where there is none. Its end, of whatever kind, rejects. */
  #ask<T>(
    call: MapCall<T>,
    id: string,
    signal: AbortSignal,
    onProgress: ((progress: MapProgress) => void) | undefined,
    anew = false,
  ): Promise<Outcome<T>> {
    // A job that is cancelled while its pixels cross is unknown to the worker and must not be begun.
    const unlessCancelled = async <V>(given: Promise<V>): Promise<V> => {
      const value = await given;
      if (signal.aborted) throw cancelled();
      return value;
    };
    return this.#link.ask((worker) => {
      if (anew) {
        worker.held.tiles.clear();
        worker.held.pictures.clear();
      }
      return call({
        api: worker.api,
        id,
        progress: proxy((state: MapProgress) => onProgress?.(state)),
        named: (stack) => unlessCancelled(this.#named(stack, worker)),
        keyed: (picture) => unlessCancelled(givePicture(picture, worker)),
      });
    });
  }

  async #named(stack: MapStack, worker: Worker): Promise<MapStack<NamedMap>> {
    const wanted = new Map<number, Uint8Array>();
    const layers = stack.layers.map((layer) => ({ ...layer, map: this.#namedMap(layer.map, worker, wanted) }));
    const portion = new Map<number, Uint8Array>();
    let sizeBytes = 0;
    for (const [name, bytes] of wanted) {
      portion.set(name, bytes);
      sizeBytes += bytes.byteLength;
      if (sizeBytes < tilesPortionBytes) continue;
      await give(worker, portion);
      portion.clear();
      sizeBytes = 0;
    }
    if (portion.size > 0) await give(worker, portion);
    return { width: stack.width, height: stack.height, rect: stack.rect, layers };
  }

  #namedMap(map: MapTiles, worker: Worker, wanted: Map<number, Uint8Array>): NamedMap {
    const tiles = new Map<number, number>();
    for (const [index, bytes] of map.tiles) {
      let name = this.#names.get(bytes);
      if (name === undefined) {
        name = this.#nextName++;
        this.#names.set(bytes, name);
      }
      tiles.set(index, name);
      if (!worker.held.tiles.has(name)) wanted.set(name, bytes);
    }
    return { width: map.width, height: map.height, tiles };
  }
}

async function give(worker: Worker, portion: ReadonlyMap<number, Uint8Array>): Promise<void> {
  const outcome = await worker.api.give(portion);
  if (!outcome.ok) throw faultOf(outcome.fault);
  for (const name of portion.keys()) worker.held.tiles.add(name);
}

async function givePicture({ key, width, height, rgba }: KeyedPicture, worker: Worker): Promise<string> {
  if (worker.held.pictures.has(key)) return key;
  const rows = Math.max(1, Math.floor(portionBytes / (4 * width)));
  for (let row = 0; row < height; row += rows) {
    const outcome = await worker.api.givePicture(
      key,
      { width, height },
      row,
      rgba.slice(4 * width * row, 4 * width * Math.min(height, row + rows)),
    );
    if (!outcome.ok) throw faultOf(outcome.fault);
  }
  worker.held.pictures.add(key);
  return key;
}

function cancelled(): Fault {
  return new Fault('cancelled', tr`This was cancelled.`, tr`The map is as it was.`);
}
