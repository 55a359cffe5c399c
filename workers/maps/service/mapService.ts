import { BudgetedCache } from '../../protocol/budgetedCache';
import type { Outcome } from '../../protocol/engine';
import { Fault, reportFault } from '../../protocol/faults';
import type { Size } from '../../protocol/geometry';
import type { LineSettings, MapSource, Segment } from '../../protocol/mapSources';
import type {
  CoverageResult,
  FillRequest,
  IsolineRequest,
  IsolineResult,
  MapLayer,
  MapStack,
  MapTiles,
  MapWorkerApi,
  NamedMap,
  OnMapProgress,
} from '../../protocol/mapWorker';
import { fillMap, fillPicture } from '../floodFill';
import { resizeMap } from '../resizeMap';
import type { Picture } from '../sources/pictureRegion';
import { tilesOf } from '../tiles/tiledMap';
import { Jobs } from './jobs';
import { linesOfPicture, mapFromSource } from './runSource';
import { composeTiles, flatten, stackHistogram, stackIsolines } from './runStack';
import { tr } from '../../texts/texts';

/** Room for eight full maps of the largest size; for one picture of that size, or many ordinary ones. */
const tileBudgetBytes = 8 * 8192 * 8192;
const pictureBudgetBytes = 8192 * 8192 * 4;

/** What a platform brings. */
export interface MapServiceHost {
  /** Yields a macrotask, so that messages are taken. */
  pause(): Promise<void>;
  holdLock(name: string): Promise<boolean>;
}

const silent: OnMapProgress = () => undefined;

/** The map worker without the worker: runs in Node as it is. Jobs may be called beside each other; each yields between its blocks. */
export class MapService implements MapWorkerApi {
  readonly #jobs: Jobs;
  readonly #tiles = new BudgetedCache<Uint8Array, number>(tileBudgetBytes, true);
  readonly #pictures = new BudgetedCache<Picture & { rows: number }>(pictureBudgetBytes, true);

  constructor(private readonly host: MapServiceHost) {
    this.#jobs = new Jobs(() => host.pause());
  }

  hold(lockName: string): Promise<boolean> {
    return this.host.holdLock(lockName);
  }

  async give(tiles: ReadonlyMap<number, Uint8Array>): Promise<Outcome<null>> {
    for (const [name, bytes] of tiles) this.#tiles.set(name, bytes, bytes.byteLength);
    return { ok: true, value: null };
  }

  async givePicture(key: string, size: Size, firstRow: number, rgba: Uint8Array): Promise<Outcome<null>> {
    try {
      if (firstRow === 0) {
        const { width, height } = size;
        this.#pictures.set(key, { width, height, rgba: new Uint8Array(4 * width * height), rows: 0 }, 4 * width * height);
      }
      const picture = this.#pictures.get(key);
      if (!picture || picture.rows !== firstRow) throw missingPicture();
      picture.rgba.set(rgba, 4 * firstRow * picture.width);
      picture.rows += rgba.length / (4 * picture.width);
      return { ok: true, value: null };
    } catch (thrown) {
      return { ok: false, fault: reportFault(thrown) };
    }
  }

  async cancel(jobId: string): Promise<void> {
    this.#jobs.cancel(jobId);
  }

  compose(jobId: string, stack: MapStack<NamedMap>, onProgress: OnMapProgress): Promise<Outcome<MapTiles>> {
    return this.#jobs.run(jobId, onProgress, (control) => composeTiles(this.#found(stack), control));
  }

  histogram(jobId: string, stack: MapStack<NamedMap>, onProgress: OnMapProgress): Promise<Outcome<Float64Array>> {
    return this.#jobs.run(jobId, onProgress, (control) => stackHistogram(this.#found(stack), control));
  }

  isolines(
    jobId: string,
    stack: MapStack<NamedMap>,
    request: IsolineRequest,
    onProgress: OnMapProgress,
  ): Promise<Outcome<readonly IsolineResult[]>> {
    return this.#jobs.run(jobId, onProgress, (control) => stackIsolines(this.#found(stack), request, control));
  }

  fillMap(
    jobId: string,
    stack: MapStack<NamedMap>,
    request: FillRequest,
    onProgress: OnMapProgress,
  ): Promise<Outcome<CoverageResult | null>> {
    return this.#jobs.run(jobId, onProgress, async (control) => {
      const values = await flatten(this.#found(stack), { x: 0, y: 0, width: stack.width, height: stack.height }, control);
      return fillMap(values, stack, request.at, request);
    });
  }

  fillPicture(jobId: string, pictureKey: string, request: FillRequest): Promise<Outcome<CoverageResult | null>> {
    return this.#jobs.run(jobId, silent, async () => fillPicture(this.#picture(pictureKey), request.at, request));
  }

  fromSource(
    jobId: string,
    pictureKey: string | null,
    source: MapSource,
    size: Size,
    onProgress: OnMapProgress,
  ): Promise<Outcome<MapTiles>> {
    return this.#jobs.run(jobId, onProgress, (control) =>
      mapFromSource(source, pictureKey === null ? null : this.#picture(pictureKey), size, control),
    );
  }

  straightLines(
    jobId: string,
    pictureKey: string,
    settings: LineSettings,
    onProgress: OnMapProgress,
  ): Promise<Outcome<readonly Segment[]>> {
    return this.#jobs.run(jobId, onProgress, async (control) => linesOfPicture(settings, this.#picture(pictureKey), control));
  }

  resize(jobId: string, values: Uint8Array, from: Size, size: Size): Promise<Outcome<MapTiles>> {
    return this.#jobs.run(jobId, silent, async () => tilesOf(resizeMap(values, from, size), size));
  }

  #picture(key: string): Picture {
    const picture = this.#pictures.get(key);
    if (!picture || picture.rows !== picture.height) throw missingPicture();
    return picture;
  }

  /** The stack with the bytes of its tiles. Throws Fault `missing-blob`, or `bad-map` where a layer has another size. */
  #found(stack: MapStack<NamedMap>): MapStack {
    return { ...stack, layers: stack.layers.map((layer): MapLayer => ({ ...layer, map: this.#foundMap(layer.map, stack) })) };
  }

  #foundMap(map: NamedMap, size: Size): MapTiles {
    if (map.width !== size.width || map.height !== size.height) {
      throw new Fault(
        'bad-map',
        tr`A map of ${map.width} × ${map.height} cannot be combined with one of ${size.width} × ${size.height}.`,
        tr`Bring the maps to one size first.`,
      );
    }
    const tiles = new Map<number, Uint8Array>();
    for (const [index, name] of map.tiles) {
      const bytes = this.#tiles.get(name);
      if (!bytes) throw new Fault('missing-blob', tr`A part of the map was not handed over.`, tr`Try again.`);
      tiles.set(index, bytes);
    }
    return { width: map.width, height: map.height, tiles };
  }
}

function missingPicture(): Fault {
  return new Fault('missing-blob', tr`The picture was not handed over completely.`, tr`Try again.`);
}
