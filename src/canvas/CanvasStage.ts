import { Stage } from 'konva/lib/Stage';
import type { Rect } from '../../workers/protocol/geometry';
import { paintsClasses } from '../changemap/classInHand';
import { combinedMapStore } from '../changemap/combinedMap';
import type { MapEdit } from '../changemap/mapEdit';
import { documentStore } from '../document/documentStore';
import type { Exemplar } from '../document/exemplar';
import { uniteRects } from '../../workers/maps/rects';
import { draftPlacementStore } from './exemplars/draftPlacement';
import { drawExemplars } from './exemplars/drawExemplars';
import { ExemplarHandles } from './exemplars/ExemplarHandles';
import { ExemplarImages } from './exemplars/ExemplarImages';
import { exemplarViewStore } from '../exemplars/selection';
import { groundPreviewStore } from '../generation/followGround';
import { isolineStore } from '../generation/followIsolines';
import { runAreaStore } from '../generation/recipe/runArea';
import type { Guide } from '../document/guide';
import { guideViewStore } from '../guides/guideView';
import { FrameLoop } from './FrameLoop';
import { drawChosenGuide } from './guides/drawChosenGuide';
import { drawPoseGuide } from './guides/drawPoseGuide';
import { drawSegmentGuide } from './guides/drawSegmentGuide';
import { segmentViewStore } from '../guides/lines/segmentView';
import { poseViewStore } from '../guides/pose/poseView';
import { mapViewStore } from '../changemap/mapView';
import { drawArea, drawBrushRing } from './scene/drawGuides';
import { drawLatentGrid } from './scene/drawLatentGrid';
import { drawOutline } from './scene/drawOutline';
import { drawMap, drawPreview } from './scene/drawMap';
import { drawGround, drawResult, drawScene, type ShownResult } from './scene/drawScene';
import { LayerCanvas, type Painter } from './scene/LayerCanvas';
import { drawTargetTag } from './scene/drawTargetTag';
import { MapSurface } from './scene/MapSurface';
import { previewImage } from './scene/previewImage';
import { resultCanvas, SceneSurface } from './scene/SceneSurface';
import { screenView } from './scene/screenView';
import { shownMap } from './scene/shownMap';
import { MapOverlay, touchedOnScreen } from './overlay/MapOverlay';
import { overlayParts, showsArea } from './overlay/overlayParts';
import { sceneExtras } from '../generation/recipe/sceneExtras';
import type { ToolOutline } from './tools/tool';
import { tellValue } from './tellValue';
import { viewStore, type Point, type ToolName } from './viewStore';

type Part = 'scene' | 'preview' | 'map' | 'contour' | 'lines' | 'guides';
/** `stroke`: the part of the map that the stroke under way touched. */
type Work = Part | 'stroke';
const allParts: readonly Part[] = ['scene', 'preview', 'map', 'contour', 'lines', 'guides'];

/** Time of a frame given to bringing canvases up to date, in milliseconds. */
const flushBudgetMs = 10;

/** Tools whose brush is drawn at the pointer. */
const ringed: ReadonlySet<ToolName> = new Set(['brush', 'eraser', 'smudge']);

/** A guide is what the painting tools draw on. */
const drawsGuide = () => documentStore.getState().target.of === 'guide';

/**
 * The Konva stage: scene, latent preview, change map and guides, each on its own canvas, written from the stores and never read back.
 * What it holds is given back by `destroy`.
 */
export class CanvasStage {
  readonly #stage: Stage;
  readonly #layers: Readonly<Record<Part, LayerCanvas>>;
  readonly #frames = new FrameLoop<Work>((parts) => this.#draw(parts));
  readonly #scene = new SceneSurface();
  readonly #overlay = new MapOverlay((rect) => this.#map.values(rect));
  readonly #map = new MapSurface((rect) => this.#overlay.invalidate(rect));
  readonly #exemplars = new ExemplarImages();
  readonly #handles: ExemplarHandles;
  #result: ShownResult | null = null;
  #preview: HTMLCanvasElement | null = null;
  #ground: HTMLCanvasElement | null = null;
  #shownExemplars: readonly Exemplar[] = [];
  #shownGuides: readonly Guide[] = [];
  #pointer: Point | null = null;
  #outline: ToolOutline | null = null;
  /** Fill and step lines of the map are to be seen. */
  #showsFill = false;
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
      contour: layer((context) => this.#paintContour(context)),
      lines: layer((context) => this.#paintLines(context)),
      guides: layer((context) => this.#paintGuides(context)),
    };
    this.#handles = new ExemplarHandles(this.#stage);
    this.#takeDocument();
    this.#takeExtras({ preview: null, compared: null, before: false, editing: false });
    this.#takeViewport();
    this.#stops = [
      documentStore.subscribe(() => this.#takeDocument()),
      sceneExtras.subscribe((_, before) => this.#takeExtras(before)),
      viewStore.subscribe((view, before) => this.#takeView(view, before)),
      exemplarViewStore.subscribe(() => this.#frames.ask('scene')),
      guideViewStore.subscribe(() => this.#frames.ask('scene', 'map', 'guides')),
      poseViewStore.subscribe(() => this.#frames.ask('guides')),
      segmentViewStore.subscribe(() => this.#frames.ask('guides')),
      combinedMapStore.subscribe(() => this.#takeMap()),
      mapViewStore.subscribe(() => this.#frames.ask('map', 'contour', 'lines')),
      isolineStore.subscribe(() => this.#frames.ask('map', 'contour')),
      runAreaStore.subscribe(() => this.#frames.ask('lines')),
      groundPreviewStore.subscribe(() => this.#takeGround()),
      draftPlacementStore.subscribe(() => this.#frames.ask('scene')),
    ];
  }

  /** Shows the edit of the map under way, of which `touched` is new. */
  showEdit(edit: MapEdit | null, touched: Rect | null): void {
    const began = edit !== null && !this.#map.painting;
    this.#map.setEdit(edit, touched);
    if (touched) this.#touched = uniteRects(this.#touched, touched);
    // The edit may be kept only after it is taken off the screen: then the combined map is about to follow.
    if (!edit) queueMicrotask(() => this.#takeMap());
    if (began || !edit) this.#frames.ask('map', 'contour', 'preview');
    else this.#frames.ask('stroke');
  }

  /** Ends an edit that was written; another one begun meanwhile stays. */
  endEdit(edit: MapEdit): void {
    if (this.#map.edit === edit) this.showEdit(null, null);
  }

  /** Ends a move of an exemplar under way, kept or taken back; returns whether there was one. */
  endMove(kept: boolean): boolean {
    return this.#handles.end(kept);
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
    this.#overlay.destroy();
    this.#result?.canvas.destroy();
    this.#stage.destroy();
  }

  #takeDocument(): void {
    const { picture, layers, exemplars, guides } = documentStore.getState();
    if (exemplars !== this.#shownExemplars || guides !== this.#shownGuides) {
      this.#shownExemplars = exemplars;
      this.#shownGuides = guides;
      this.#exemplars.keepOnly([...exemplars, ...guides]);
      this.#frames.ask('scene');
    }
    this.#takeMap();
    if (!this.#scene.setScene(picture, layers)) return;
    this.#takeResult();
    this.#frames.ask(...allParts);
  }

  #takeMap(): void {
    const { map: combined, settled } = combinedMapStore.getState();
    const document = documentStore.getState();
    const { map, compose } = shownMap(document, combined);
    this.#map.setMap(map, paintsClasses(document));
    this.#map.setCompose(compose);
    if (settled && !this.#map.painting) this.#map.settle();
    this.#frames.ask('map', 'contour', 'lines', 'guides');
  }

  /** A preview comes with every step of a run: only what it changes is drawn again, for somebody may be painting. */
  #takeExtras(last: ReturnType<typeof sceneExtras.getState>): void {
    const { preview, compared, before } = sceneExtras.getState();
    if (preview !== last.preview) this.#preview = preview ? previewImage(preview) : null;
    if (compared !== last.compared) this.#takeResult();
    const began = (preview === null) !== (last.preview === null);
    if (began || compared !== last.compared) this.#frames.ask(...allParts);
    else if (preview !== last.preview) this.#frames.ask('preview');
    if (before !== last.before) this.#frames.ask('scene');
  }

  #takeGround(): void {
    const { preview } = groundPreviewStore.getState();
    this.#ground = preview && previewImage(preview);
    this.#frames.ask('scene');
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
    if ((view.cursor === null) !== (before.cursor === null) || view.tool !== before.tool) this.#showParts();
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
    const mapReady = (this.#map.canvas?.flush(deadline) ?? true) && this.#flushOverlay(deadline);
    const sceneReady = this.#scene.canvas?.flush(deadline) ?? true;
    const resultReady = this.#result?.canvas.flush(deadline) ?? true;
    this.#showParts();
    for (const part of allParts) if (parts.has(part)) this.#layers[part].draw();
    if (parts.has('stroke') && !parts.has('map')) this.#drawTouched();
    this.#touched = null;
    tellValue(this.#map);
    if (!mapReady) this.#frames.ask('map', 'contour', 'preview');
    if (!sceneReady || !resultReady) this.#frames.ask('scene');
  }

  /** What of the map is to be seen now; the rest is faded out. */
  #showParts(): void {
    const { tool, cursor } = viewStore.getState();
    const { preview, compared } = sceneExtras.getState();
    const { mode } = mapViewStore.getState();
    const moment = { mode, tool, editing: this.#map.painting, result: compared !== null };
    const { fill, contour } = overlayParts({ ...moment, over: cursor !== null, running: preview !== null, guide: drawsGuide() });
    // The numbers of the step lines stand above the contour, but come and go with the lines.
    if (fill !== this.#showsFill) this.#frames.ask('contour');
    this.#showsFill = fill;
    this.#layers.map.setShown(fill);
    this.#layers.contour.setShown(contour);
    this.#layers.lines.setShown(showsArea(moment));
  }

  /** Brings the overlay up to date for the view there is; returns whether it is. */
  #flushOverlay(deadlineMs: number): boolean {
    const { picture } = documentStore.getState();
    const { size } = this.#map;
    if (!picture || !size || mapViewStore.getState().mode !== 'over' || drawsGuide()) return true;
    return this.#overlay.flush(screenView(viewStore.getState(), picture), size, deadlineMs);
  }

  #drawTouched(): void {
    const { picture } = documentStore.getState();
    const view = picture && screenView(viewStore.getState(), picture);
    const onScreen = view && this.#touched && touchedOnScreen(this.#touched, view);
    if (!onScreen) return;
    this.#layers.map.drawWithin(onScreen);
    this.#layers.contour.drawWithin(onScreen);
  }

  #paintScene(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture || !this.#scene.canvas) return;
    const state = viewStore.getState();
    const view = screenView(state, picture);
    drawScene(context, view, picture, this.#scene.canvas);
    if (exemplarViewStore.getState().showComposition)
      drawExemplars(context, view, picture, documentStore.getState().exemplars, this.#exemplars, draftPlacementStore.getState().draft);
    const ground = groundPreviewStore.getState().preview;
    if (ground && this.#ground) drawGround(context, view, ground.rect, this.#ground);
    drawChosenGuide(context, view, picture, documentStore.getState().guides, this.#exemplars);
    if (this.#result) drawResult(context, view, this.#result, sceneExtras.getState().before ? 1 : state.divider);
  }

  #paintPreview(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    const { preview } = sceneExtras.getState();
    if (!picture || !preview || !this.#preview || !this.#map.canvas) return;
    drawPreview(context, screenView(viewStore.getState(), picture), drawsGuide() ? null : this.#map.canvas, preview, this.#preview);
  }

  #paintMap(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture || !this.#map.canvas) return;
    const view = screenView(viewStore.getState(), picture);
    const { mode } = mapViewStore.getState();
    if (mode === 'map') drawMap(context, view, picture, this.#map.canvas);
    else if (drawsGuide()) {
      const { opacity } = guideViewStore.getState();
      // Areas in colours would hide what they lie on, where strokes do not.
      drawMap(context, view, picture, this.#map.canvas, opacity, paintsClasses(documentStore.getState()) ? opacity : 2 * opacity);
    }
    if (mode === 'over') this.#overlay.drawFill(context, view);
    if (mode !== 'none') this.#overlay.drawIsolines(context, view, picture);
    if (mode === 'map') this.#overlay.drawIsolineNumbers(context, view, picture);
  }

  #paintContour(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture || mapViewStore.getState().mode !== 'over') return;
    const view = screenView(viewStore.getState(), picture);
    this.#overlay.drawContour(context, view);
    if (this.#showsFill) this.#overlay.drawIsolineNumbers(context, view, picture);
  }

  #paintLines(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture) return;
    const view = screenView(viewStore.getState(), picture);
    const { preview } = sceneExtras.getState();
    const { area, frozen, latentSize } = runAreaStore.getState();
    const { grid } = mapViewStore.getState();
    if (area && latentSize && grid) drawLatentGrid(context, view, area, latentSize);
    if (area) drawArea(context, view, picture, area, { dim: preview !== null, prospective: !frozen });
  }

  #paintGuides(context: CanvasRenderingContext2D): void {
    const { picture } = documentStore.getState();
    if (!picture) return;
    const state = viewStore.getState();
    const view = screenView(state, picture);
    // A result that is shown is shown alone.
    if (!sceneExtras.getState().compared) {
      drawPoseGuide(context, view, picture);
      drawSegmentGuide(context, view, picture);
    }
    drawTargetTag(context, view, documentStore.getState());
    if (this.#outline) drawOutline(context, view, this.#outline);
    if (this.#pointer && ringed.has(state.tool)) drawBrushRing(context, view, state.brush, this.#pointer);
  }
}
