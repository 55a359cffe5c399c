import { Stage } from 'konva/lib/Stage';
import type { Rect } from '../../workers/protocol/geometry';
import { combinedMapStore } from '../changemap/combinedMap';
import type { MapEdit } from '../changemap/mapEdit';
import { documentStore } from '../document/documentStore';
import type { Exemplar } from '../document/exemplar';
import type { Patch } from '../document/flatten';
import { intersect, unite } from '../document/changeMap/tileGrid';
import { draftPlacementStore } from './exemplars/draftPlacement';
import { drawExemplars } from './exemplars/drawExemplars';
import { ExemplarHandles } from './exemplars/ExemplarHandles';
import { ExemplarImages } from './exemplars/ExemplarImages';
import { exemplarViewStore } from '../exemplars/selection';
import { isolineStore } from '../generation/followIsolines';
import { runAreaStore } from '../generation/runArea';
import { FrameLoop } from './FrameLoop';
import { mapViewStore } from './mapView';
import { preserveAt } from './preserveAt';
import { drawArea, drawBrushRing } from './scene/drawGuides';
import { drawIsolines } from './scene/drawIsolines';
import { drawLatentGrid } from './scene/drawLatentGrid';
import { drawOutline } from './scene/drawOutline';
import { drawMap, drawPreview } from './scene/drawMap';
import { drawResult, drawScene, type ShownResult } from './scene/drawScene';
import { LayerCanvas, type Painter } from './scene/LayerCanvas';
import { MapSurface } from './scene/MapSurface';
import { palettes } from './scene/palettes';
import { previewImage } from './scene/previewImage';
import { resultCanvas, SceneSurface } from './scene/SceneSurface';
import { screenRect, screenView } from './scene/screenView';
import { shownMap } from './scene/shownMap';
import { sceneExtras, type LatentPreview } from './sceneExtras';
import type { ToolOutline } from './tools/tool';
import { viewStore, type Point, type ToolName } from './viewStore';

type Part = 'scene' | 'preview' | 'map' | 'lines' | 'guides';
/** `stroke`: the part of the map that the stroke under way touched. */
type Work = Part | 'stroke';
const allParts: readonly Part[] = ['scene', 'preview', 'map', 'lines', 'guides'];

/** Time of a frame given to bringing canvases up to date, in milliseconds. */
const flushBudgetMs = 10;

/** Tools whose brush is drawn at the pointer. */
const ringed: ReadonlySet<ToolName> = new Set(['brush', 'eraser', 'smudge']);

/** Smooth scaling carries a change to the pixels around it: this many picture pixels at most, and one of the screen. */
const smoothingReachPx = 2;

/**
 * The Konva stage: scene, latent preview, change map and guides, each on its own canvas, written from the stores and never read back.
 * What it holds is given back by `destroy`.
 */
export class CanvasStage {
  readonly #stage: Stage;
  readonly #layers: Readonly<Record<Part, LayerCanvas>>;
  readonly #frames = new FrameLoop<Work>((parts) => this.#draw(parts));
  readonly #scene = new SceneSurface();
  readonly #map = new MapSurface();
  readonly #exemplars = new ExemplarImages();
  readonly #handles: ExemplarHandles;
  #result: ShownResult | null = null;
  #preview: HTMLCanvasElement | null = null;
  #shownExemplars: readonly Exemplar[] = [];
  #pointer: Point | null = null;
  #outline: ToolOutline | null = null;
  /** What the stroke touched since the last frame, in picture pixels. */
  #touched: Rect | null = null;
  readonly #stops: readonly (() => void)[];

  constructor(container: HTMLDivElement) {
    this.#stage = new Stage({ container, width: 1, height: 1, listening: false });
    const layer = (paint: Painter) => new LayerCanvas(this.#stage, paint);
    this.#layers = {
      scene: layer((context) => this.#paintScene(context)),
      preview: layer((context) => this.#paintPreview(context)),
      map: layer((context) => this.#paintMap(context)),
      lines: layer((context) => this.#paintLines(context)),
      guides: layer((context) => this.#paintGuides(context)),
    };
    this.#handles = new ExemplarHandles(this.#stage);
    this.#takeDocument();
    this.#takeExtras(null, null);
    this.#takeViewport();
    this.#stops = [documentStore.subscribe(() => this.#takeDocument()), sceneExtras.subscribe((_, before) => this.#takeExtras(before.preview, before.compared)), viewStore.subscribe((view, before) => this.#takeView(view, before)), exemplarViewStore.subscribe(() => this.#frames.ask('scene')), combinedMapStore.subscribe(() => this.#takeMap()), mapViewStore.subscribe(() => this.#frames.ask('map', 'lines')), isolineStore.subscribe(() => this.#frames.ask('lines')), runAreaStore.subscribe(() => this.#frames.ask('lines')), draftPlacementStore.subscribe(() => this.#frames.ask('scene'))];
  }

  /** Shows the edit of the map under way, of which `touched` is new. */
  showEdit(edit: MapEdit | null, touched: Rect | null): void {
    const began = edit !== null && !this.#map.painting;
    this.#map.setEdit(edit, touched);
    if (touched) this.#touched = unite(this.#touched, touched);
    // The edit may be kept only after it is taken off the screen: then the combined map is about to follow.
    if (!edit) queueMicrotask(() => this.#takeMap());
    if (began || !edit) this.#frames.ask('map', 'preview');
    else this.#frames.ask('stroke');
  }

  /** Ends an edit that was written; another one begun meanwhile stays. */
  endEdit(edit: MapEdit): void {
    if (this.#map.edit === edit) this.showEdit(null, null);
  }

  /** Takes back a move of an exemplar under way; returns whether there was one. */
  cancelMove(): boolean {
    return this.#handles.cancel();
  }

  /** Shows the lines and handles of the tool in hand. */
  showOutline(outline: ToolOutline | null): void {
    this.#outline = outline;
    this.#frames.ask('guides');
  }

  /** Where the pointer is over the viewport, in CSS pixels; null: elsewhere. */
  movePointer(pointer: Point | null): void {
    this.#pointer = pointer;
    this.#frames.ask('guides');
  }

  destroy(): void {
    this.#stops.forEach((stop) => stop());
    this.#frames.stop();
    this.#handles.destroy();
    this.#exemplars.keepOnly([]);
    this.#scene.destroy();
    this.#map.destroy();
    this.#result?.canvas.destroy();
    this.#stage.destroy();
  }

  #takeDocument(): void {
    const { picture, layers, exemplars } = documentStore.getState();
    if (exemplars !== this.#shownExemplars) {
      this.#shownExemplars = exemplars;
      this.#exemplars.keepOnly(exemplars);
      this.#frames.ask('scene');
    }
    this.#takeMap();
    if (!this.#scene.setScene(picture, layers)) return;
    this.#takeResult();
    this.#frames.ask(...allParts);
  }

  #takeMap(): void {
    const { map: combined, settled } = combinedMapStore.getState();
    const { map, compose } = shownMap(documentStore.getState(), combined);
    this.#map.setMap(map);
    this.#map.setCompose(compose);
    if (settled && !this.#map.painting) this.#map.settle();
    this.#frames.ask('map', 'lines', 'guides');
  }

  /** A preview comes with every step of a run: only what it changes is drawn again, for somebody may be painting. */
  #takeExtras(previewBefore: LatentPreview | null, comparedBefore: Patch | null): void {
    const { preview, compared } = sceneExtras.getState();
    this.#preview = preview ? previewImage(preview) : null;
    if (compared?.rect !== this.#result?.rect) this.#takeResult();
    const began = (preview === null) !== (previewBefore === null);
    if (began || compared !== comparedBefore) this.#frames.ask(...allParts);
    else this.#frames.ask('preview');
  }

  #takeResult(): void {
    const { compared } = sceneExtras.getState();
    this.#result?.canvas.destroy();
    this.#result = compared ? { rect: compared.rect, canvas: resultCanvas(compared, this.#scene) } : null;
  }

  #takeView(view: ReturnType<typeof viewStore.getState>, before: ReturnType<typeof viewStore.getState>): void {
    if (view.viewport !== before.viewport) this.#takeViewport();
    if (view.zoom !== before.zoom || view.pan !== before.pan || view.scaling !== before.scaling) this.#frames.ask(...allParts);
    if (view.divider !== before.divider) this.#frames.ask('scene');
    if (view.overlay !== before.overlay) this.#frames.ask('map', 'preview');
    if (view.brush !== before.brush || view.tool !== before.tool) this.#frames.ask('guides');
  }

  #takeViewport(): void {
    const { width, height, pixelRatio } = viewStore.getState().viewport;
    for (const part of allParts) this.#layers[part].setPixelRatio(pixelRatio);
    this.#stage.size({ width, height });
    this.#frames.ask(...allParts);
  }

  #draw(parts: ReadonlySet<Work>): void {
    const deadline = performance.now() + flushBudgetMs;
    const mapReady = this.#map.canvas?.flush(deadline) ?? true;
    const sceneReady = this.#scene.canvas?.flush(deadline) ?? true;
    const resultReady = this.#result?.canvas.flush(deadline) ?? true;
    for (const part of allParts) if (parts.has(part)) this.#layers[part].draw();
    if (parts.has('stroke') && !parts.has('map')) this.#drawTouched();
    this.#touched = null;
    this.#tellValue();
    if (!mapReady) this.#frames.ask('map', 'preview');
    if (!sceneReady || !resultReady) this.#frames.ask('scene');
  }

  #drawTouched(): void {
    const { picture } = documentStore.getState();
    if (!picture || !this.#touched) return;
    const view = screenView(viewStore.getState(), picture);
    const reach = Math.max(smoothingReachPx, 2 / view.zoom);
    const { x, y, width, height } = this.#touched;
    const onScreen = intersect(screenRect({ x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }, view), { x: 0, y: 0, width: view.width, height: view.height });
    if (onScreen) this.#layers.map.drawWithin(onScreen);
  }

  /** Tells the value under the pointer, the stroke under way included, and what the model will be given there. */
  #tellValue(): void {
    const { cursor, valueUnderCursor, preserveUnderCursor } = viewStore.getState();
    const value = cursor ? this.#map.read(Math.floor(cursor.x), Math.floor(cursor.y)) : null;
    // A cell may be large, and composing it at every move of a stroke would be felt.
    const preserve = cursor && !this.#map.painting ? preserveAt(cursor, (rect) => this.#map.values(rect)) : null;
    if (value !== valueUnderCursor || preserve !== preserveUnderCursor) viewStore.setState({ valueUnderCursor: value, preserveUnderCursor: preserve });
  }

  #paintScene(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture || !this.#scene.canvas) return;
    const state = viewStore.getState();
    const view = screenView(state, picture);
    drawScene(context, view, picture, this.#scene.canvas);
    if (exemplarViewStore.getState().showComposition) drawExemplars(context, view, picture, documentStore.getState().exemplars, this.#exemplars, draftPlacementStore.getState().draft);
    if (this.#result) drawResult(context, view, this.#result, state.divider);
  }

  #paintPreview(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    const { preview } = sceneExtras.getState();
    if (!picture || !preview || !this.#preview || !this.#map.canvas) return;
    drawPreview(context, screenView(viewStore.getState(), picture), this.#map.canvas, preview, this.#preview);
  }

  /** While a run or a result is being watched the overlay would hide it, and makes room unless somebody paints. */
  #paintMap(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture || !this.#map.canvas) return;
    const state = viewStore.getState();
    const { preview, compared } = sceneExtras.getState();
    const watching = (preview !== null || compared !== null) && state.overlay.mode === 'overlay' && !this.#map.painting;
    const colour = palettes[mapViewStore.getState().palette][documentStore.getState().target.of];
    if (!watching) drawMap(context, screenView(state, picture), picture, this.#map.canvas, { ...state.overlay, colour });
  }

  #paintLines(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture) return;
    const view = screenView(viewStore.getState(), picture);
    const { preview, compared } = sceneExtras.getState();
    const { area, frozen, latentSize } = runAreaStore.getState();
    const { grid, isolines } = mapViewStore.getState();
    if (area && latentSize && grid) drawLatentGrid(context, view, area, latentSize);
    if (area) drawArea(context, view, picture, area, { dim: preview !== null, prospective: !frozen });
    if (isolines && !preview && !compared) drawIsolines(context, view, picture, isolineStore.getState().lines);
  }

  #paintGuides(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture) return;
    const state = viewStore.getState();
    const view = screenView(state, picture);
    if (this.#outline) drawOutline(context, view, this.#outline);
    if (this.#pointer && ringed.has(state.tool)) drawBrushRing(context, view, state.brush, this.#pointer);
  }
}
