import type { Rect, Size } from '../../../workers/protocol/geometry';
import { editedRect, type MapEdit } from '../../changemap/mapEdit';
import type { ChangeMap } from '../../document/changeMap/ChangeMap';
import { uniteRects } from '../../../workers/maps/rects';
import { segmentColour } from '../../../workers/maps/segmentation/segmentClasses';
import { tileRect } from '../../../workers/maps/tiles/tileGrid';
import { ChunkedCanvas } from './ChunkedCanvas';
import type { ComposeEdit } from './shownMap';

/** Small enough that a dab's rewrite copies little, large enough to have few seams. */
const chunkPx = 1024;

/**
 * The change map on canvases: white, with the map's value as alpha, the edit under way included. Whoever draws it
 * gives it a colour. One of things' classes has their colours. Only tiles that changed are written.
 */
export class MapSurface {
  #canvas: ChunkedCanvas | null = null;
  #map: ChangeMap | null = null;
  #edit: MapEdit | null = null;
  /** Its values are things' classes. */
  #classes = false;
  #compose: ComposeEdit | null = null;
  /** Where an edit ended whose effect on a combined map is still being computed: it stays on screen until then. */
  #ended: Rect | null = null;
  readonly #onStale: (rect: Rect) => void;

  /** `onStale` is told which values are seen to change, in map pixels. */
  constructor(onStale: (rect: Rect) => void) {
    this.#onStale = onStale;
  }

  /** How edits under way meet the map that is shown; null: they are written into it. */
  setCompose(compose: ComposeEdit | null): void {
    this.#compose = compose;
  }

  /** The combined map that is shown is complete: what was drawn meanwhile in its place goes. */
  settle(): void {
    if (this.#ended) this.#invalidate(this.#ended);
    this.#ended = null;
  }

  /** Takes in another state of the map; tiles that are the same objects are left alone. `classes`: its values are things' classes. */
  setMap(map: ChangeMap | null, classes = false): void {
    const before = this.#classes === classes ? this.#map : null;
    this.#classes = classes;
    if (map === before && map === this.#map) return;
    this.#map = map;
    if (!map || before?.width !== map.width || before.height !== map.height) {
      this.#canvas?.destroy();
      this.#canvas = map ? new ChunkedCanvas(map, chunkPx, (rect) => this.#render(rect)) : null;
      if (map) this.#onStale({ x: 0, y: 0, width: map.width, height: map.height });
      return;
    }
    for (const index of new Set([...before.tiles.keys(), ...map.tiles.keys()])) {
      if (before.tiles.get(index) !== map.tiles.get(index))
        this.#invalidate(tileRect(map, index % map.columns, Math.floor(index / map.columns)));
    }
  }

  /** Takes in the edit under way, of which `touched` is new; null ends it. */
  setEdit(edit: MapEdit | null, touched: Rect | null): void {
    const ended = this.#edit?.bounds;
    if (this.#edit !== edit && ended) {
      if (edit === null && this.#compose) this.#ended = uniteRects(this.#ended, ended);
      else this.#invalidate(ended);
    }
    this.#edit = edit;
    if (touched) this.#invalidate(touched);
  }

  /** The value at a pixel as it is seen, the edit under way included; null without a map. */
  read(x: number, y: number): number | null {
    return this.values({ x, y, width: 1, height: 1 })?.[0] ?? null;
  }

  /** The values of a rectangle of the map, row-major, as they are seen; null without a map. */
  values(rect: Rect): Uint8Array | null {
    if (!this.#map) return null;
    return this.#edit && this.#compose ? this.#compose(this.#edit, rect) : editedRect(this.#map, this.#edit, rect);
  }

  /** The edit under way; null: none. */
  get edit(): MapEdit | null {
    return this.#edit;
  }

  /** Of the map that is shown; null without one. */
  get size(): Size | null {
    return this.#map && { width: this.#map.width, height: this.#map.height };
  }

  get painting(): boolean {
    return this.#edit !== null;
  }

  get canvas(): ChunkedCanvas | null {
    return this.#canvas;
  }

  destroy(): void {
    this.#canvas?.destroy();
    this.#canvas = null;
    this.#map = null;
    this.#edit = null;
  }

  #invalidate(rect: Rect): void {
    this.#canvas?.invalidate(rect);
    this.#onStale(rect);
  }

  #render(rect: Rect): Uint8ClampedArray<ArrayBuffer> | null {
    const values = this.values(rect);
    if (!values) return null;
    const pixels = new Uint32Array(values.length);
    let any = 0;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as number;
      any |= value;
      pixels[i] = this.#classes ? opaqueColour(value) : 0x00ff_ffff | (value << 24);
    }
    return any === 0 ? null : new Uint8ClampedArray(pixels.buffer);
  }
}

/** A class in its colour, as a canvas holds it; 0, nothing, is transparent. */
function opaqueColour(value: number): number {
  if (value === 0) return 0;
  const [red, green, blue] = segmentColour(value);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
