import type { Outcome } from './engine';
import type { Rect, Size } from './geometry';
import type { MapCombination, MapModifier } from './mapModifiers';
import type { LineSettings, MapSource, Segment } from './mapSources';
import type { MapReduction, ThresholdCurve } from './recipe';

/** A change map in tiles of 256² bytes by index ty · columns + tx; an absent tile is 0. Tiles at the rim are full size and 0 beyond. */
export interface MapTiles extends Size {
  readonly tiles: ReadonlyMap<number, Uint8Array>;
}

/** A map by the names of its tiles, whose bytes were given before: tiles are never written to, so each crosses once. */
export interface NamedMap extends Size {
  readonly tiles: ReadonlyMap<number, number>;
}

/** A map with its modifiers, as it meets the ones below. */
export interface MapLayer<Map extends Size = MapTiles> {
  readonly map: Map;
  readonly modifiers: readonly MapModifier[];
  readonly how: MapCombination;
  /** 0…1. */
  readonly opacity: number;
}

/** Layers of one size, from the lowest to the highest, and the part of them that is asked for; null: all of it. */
export interface MapStack<Map extends Size = MapTiles> extends Size {
  readonly layers: readonly MapLayer<Map>[];
  readonly rect: Rect | null;
}

/** Where and at which thresholds isolines are drawn. */
export interface IsolineRequest {
  readonly area: Rect;
  readonly latentSize: Size;
  readonly reduction: MapReduction;
  readonly curve: ThresholdCurve;
  /** The entries of the schedule that remain after the strength cut. */
  readonly stepsRun: number;
  /** Only the lines of every so many steps; 1: all of them. */
  readonly every: number;
}

/** A line on which the first step changes: elements on its side of more change begin at `firstStep` (1-based) or earlier. */
export interface IsolineResult {
  readonly firstStep: number;
  readonly stepsRun: number;
  /** 1 − the threshold. */
  readonly strength: number;
  /** "starts at step 8 of 20". */
  readonly label: string;
  /** x, y, x, y … in picture pixels. */
  readonly points: Float32Array;
  readonly closed: boolean;
}

export interface FillRequest {
  /** The pixel that was clicked. */
  readonly at: { readonly x: number; readonly y: number };
  /** 0…1. */
  readonly tolerance: number;
  readonly contiguous: boolean;
}

/** An area with soft edges: one byte a pixel of `rect`, 255 = fully covered. */
export interface CoverageResult {
  readonly rect: Rect;
  readonly coverage: Uint8Array;
}

/** How far a job is, in parts of about equal work. */
export interface MapProgress {
  readonly done: number;
  readonly total: number;
}

export type OnMapProgress = (progress: MapProgress) => void;

/**
 * The map worker's face, exposed with comlink: whole-map operations, block by block, between which it takes messages.
 * Nothing is thrown over the border. A tile or picture that was not given, or was dropped under the budget, is a fault
 * `missing-blob`: give it again. `cancel` ends the job of that id at its next block with a fault `cancelled`.
 */
export interface MapWorkerApi {
  /** Takes the Web Lock of that name and keeps it until the worker dies, so that the window notices. */
  hold(lockName: string): Promise<boolean>;
  give(tiles: ReadonlyMap<number, Uint8Array>): Promise<Outcome<null>>;
  /** Rows of a picture, RGBA, from `firstRow` on, in order; it can be used once its last row is there. */
  givePicture(key: string, size: Size, firstRow: number, rgba: Uint8Array): Promise<Outcome<null>>;
  cancel(jobId: string): Promise<void>;
  /** Modifies and combines. Of a part, whole tiles come back: all that it touches. */
  compose(jobId: string, stack: MapStack<NamedMap>, onProgress: OnMapProgress): Promise<Outcome<MapTiles>>;
  /** How often each value 0…255 occurs in what `compose` would give, 256 counts. */
  histogram(jobId: string, stack: MapStack<NamedMap>, onProgress: OnMapProgress): Promise<Outcome<Float64Array>>;
  isolines(
    jobId: string,
    stack: MapStack<NamedMap>,
    request: IsolineRequest,
    onProgress: OnMapProgress,
  ): Promise<Outcome<readonly IsolineResult[]>>;
  /** What is alike in what `compose` would give; null where the pixel lies outside. */
  fillMap(
    jobId: string,
    stack: MapStack<NamedMap>,
    request: FillRequest,
    onProgress: OnMapProgress,
  ): Promise<Outcome<CoverageResult | null>>;
  fillPicture(jobId: string, pictureKey: string, request: FillRequest): Promise<Outcome<CoverageResult | null>>;
  /** A map of `size`, made from a picture of that key (any size; none for a drawn line). */
  fromSource(
    jobId: string,
    pictureKey: string | null,
    source: MapSource,
    size: Size,
    onProgress: OnMapProgress,
  ): Promise<Outcome<MapTiles>>;
  /** The straight lines among the edges of a picture of that key, in its own pixels. */
  straightLines(jobId: string, pictureKey: string, settings: LineSettings, onProgress: OnMapProgress): Promise<Outcome<readonly Segment[]>>;
  /** A map of another size, brought to `size`. */
  resize(jobId: string, values: Uint8Array, from: Size, size: Size): Promise<Outcome<MapTiles>>;
}
