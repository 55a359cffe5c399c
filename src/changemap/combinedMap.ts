import { createStore } from 'zustand/vanilla';
import { blocksOf } from '../../workers/maps/tiles/composeRegion';
import { wholeTiles } from '../../workers/maps/tiles/tiledMap';
import type { Rect } from '../../workers/protocol/geometry';
import type { MapTiles } from '../../workers/protocol/mapWorker';
import { ChangeMap } from '../document/changeMap/ChangeMap';
import { intersectRects, uniteRects } from '../../workers/maps/rects';
import { forEachTile, tileColumns } from '../../workers/maps/tiles/tileGrid';
import { documentStore } from '../document/documentStore';
import type { MapLayer } from '../document/mapLayer';
import { reportToUser } from '../ui/notices';
import { mapWorker } from './mapWorker';
import { knownCombination, plainMap, rememberCombination, visibleStack } from './mapStack';
import { staleRect } from './staleRect';

interface CombinedState {
  /** What the visible maps give together, where that has to be computed; parts may still be as they were. Null: a plain map, or none. */
  readonly map: ChangeMap | null;
  /** False while parts of it are being computed. */
  readonly settled: boolean;
}

/** The combination of the scene's maps as far as it is known; what the canvas shows. */
export const combinedMapStore = createStore<CombinedState>(() => ({ map: null, settled: true }));

/** Side of the parts in which the combination is brought up to date, in pixels. */
const blockPx = 1024;

/** The map with other tiles under a rectangle that begins and ends on tiles. */
function withTiles(map: ChangeMap, rect: Rect, part: MapTiles): ChangeMap {
  const tiles = new Map(map.tiles);
  const columns = tileColumns(map);
  forEachTile(map, rect, (tx, ty) => {
    const index = ty * columns + tx;
    const tile = part.tiles.get(index);
    if (tile) tiles.set(index, tile);
    else tiles.delete(index);
  });
  return new ChangeMap(map, tiles);
}

interface Block {
  readonly rect: Rect;
  /** The part of it that is out of date. */
  stale: Rect | null;
  /** When it was last brought up to date, as a count: what waited longest goes first. */
  turn: number;
}

/** Keeps the combination in step with the document: part by part in the map worker, what is in sight first. */
class CombinedMap {
  #maps: readonly MapLayer[] = [];
  #map: ChangeMap | null = null;
  #blocks: readonly Block[] = [];
  #turns = 0;
  /** Rises when the map is replaced as a whole: what was being computed for the old one is dropped. */
  #epoch = 0;
  #working = false;
  #stopped = false;

  constructor(private readonly inSight: () => Rect | null) {}

  stop(): void {
    this.#stopped = true;
    combinedMapStore.setState({ map: null, settled: true });
  }

  take(maps: readonly MapLayer[]): void {
    if (maps === this.#maps) return;
    const before = this.#maps;
    this.#maps = maps;
    const size = maps[0]?.map;
    const known = knownCombination(maps);
    if (known || !size) this.#epoch += 1;
    if (!size || plainMap(maps)) {
      this.#blocks = [];
      this.#map = null;
      return this.#publish();
    }
    const shown = this.#map ?? plainMap(before);
    const fits = shown?.width === size.width && shown.height === size.height;
    if (this.#blocks.length === 0 || !fits)
      this.#blocks = blocksOf({ x: 0, y: 0, width: size.width, height: size.height }, blockPx).map((rect) => ({
        rect,
        stale: null,
        turn: 0,
      }));
    this.#map = known ?? (shown && fits ? shown : new ChangeMap(size));
    // From a plain map to a combination everything is new.
    this.#age(
      known ? null : plainMap(before) || !fits ? { x: 0, y: 0, width: size.width, height: size.height } : staleRect(before, maps, size),
      known !== null,
    );
    this.#publish();
    void this.#work();
  }

  #age(stale: Rect | null, fresh: boolean): void {
    for (const block of this.#blocks) {
      const part = stale && intersectRects(block.rect, stale);
      if (fresh) block.stale = null;
      else if (part) block.stale = uniteRects(block.stale, part);
    }
  }

  #publish(): void {
    const settled = !this.#working && this.#blocks.every(({ stale }) => stale === null);
    if (settled && this.#map) rememberCombination(this.#maps, this.#map);
    combinedMapStore.setState({ map: this.#map, settled });
  }

  /** What is in sight and waited longest, else what waited longest. */
  #next(): Block | null {
    const waiting = this.#blocks.filter(({ stale }) => stale !== null).sort((a, b) => a.turn - b.turn);
    const sight = this.inSight();
    return waiting.find(({ stale }) => sight && stale && intersectRects(sight, stale)) ?? waiting[0] ?? null;
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      for (let block = this.#next(); block && !this.#stopped; block = this.#next()) await this.#compute(block);
    } catch (thrown) {
      for (const block of this.#blocks) block.stale = null;
      reportToUser(thrown);
      // Nothing is kept of what could not be finished; the next change computes all of it.
      this.#working = false;
      this.#maps = [];
      combinedMapStore.setState({ settled: true });
      return;
    }
    this.#working = false;
    this.#publish();
  }

  async #compute(block: Block): Promise<void> {
    const map = this.#map;
    const rect = map && block.stale && wholeTiles(block.stale, map);
    block.stale = null;
    this.#turns += 1;
    block.turn = this.#turns;
    if (!map || !rect) return;
    const epoch = this.#epoch;
    const part = await mapWorker().compose({ width: map.width, height: map.height, layers: visibleStack(this.#maps), rect });
    // Meanwhile another picture, or a plain map, may have taken the place.
    const now = this.#map;
    if (epoch !== this.#epoch || !now || !this.#blocks.includes(block)) return;
    this.#map = withTiles(now, rect, part);
    this.#publish();
  }
}

/** Keeps `combinedMapStore` in step with the document; returns how to stop. `inSight`: what is looked at, in picture pixels. */
export function followMaps(inSight: () => Rect | null): () => void {
  const combined = new CombinedMap(inSight);
  combined.take(documentStore.getState().maps);
  const stop = documentStore.subscribe(({ maps }) => combined.take(maps));
  return () => {
    stop();
    combined.stop();
  };
}

/** The whole combination of these maps: what is known, what the canvas is about to know, else computed in the map worker. */
export async function combineAll(maps: readonly MapLayer[]): Promise<ChangeMap | null> {
  const [first] = maps;
  if (!first) return null;
  const isCurrent = () => documentStore.getState().maps === maps && !combinedMapStore.getState().settled;
  if (isCurrent()) await untilSettled(isCurrent);
  const known = knownCombination(maps);
  if (known) return known;
  const { width, height } = first.map;
  const tiles = await mapWorker().compose({ width, height, layers: visibleStack(maps), rect: null });
  const map = new ChangeMap(tiles, tiles.tiles);
  rememberCombination(maps, map);
  return map;
}

function untilSettled(isCurrent: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const look = () => {
      if (isCurrent()) return;
      stops.forEach((stop) => stop());
      resolve();
    };
    stops.push(combinedMapStore.subscribe(look), documentStore.subscribe(look));
  });
}
