import { cropValues, intersectRects, uniteRects } from '../../../workers/maps/rects';
import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { MapFill } from '../../changemap/mapView';
import { screenRect, type ScreenView } from '../scene/screenView';
import { closedAtEdges } from './closedAtEdges';
import { contourPixels, contourReachPx } from './contourPixels';
import { fillPixels } from './fillPixels';
import { contour } from './overlayLook';
import { sampleMap, type ReadMap } from './sampleMap';

/** Rows of the screen that are drawn at once, so that no frame takes long. */
const bandPx = 64;

/** What an overlay is drawn of. */
export interface OverlaySource {
  readonly size: Size;
  readonly read: ReadMap;
  readonly fill: MapFill;
  /** From which value on, 0…255, the map counts for the run: the contour stands there. */
  readonly least: number;
}

function blank({ width, height }: Size): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d');
}

/** Fill and contour of the map as one view of the picture shows them, on canvases of the screen's size; drawn in portions of time. */
export class OverlayBuffer {
  readonly #fill: CanvasRenderingContext2D | null;
  readonly #contour: CanvasRenderingContext2D | null;
  /** What is out of date, in device pixels. */
  #stale: Rect | null;

  constructor(
    readonly view: ScreenView,
    readonly source: OverlaySource,
  ) {
    this.#fill = blank(view);
    this.#contour = blank(view);
    this.#stale = this.#visible();
  }

  get ready(): boolean {
    return this.#stale === null;
  }

  /** Marks a rectangle of the picture as out of date. Returns what of the screen that is, or null. */
  invalidate(rect: Rect): Rect | null {
    // Sampling and the width of the contour carry a change to the pixels around it.
    const reach = contourReachPx(this.view.pixelRatio) + 1 + Math.ceil(2 * Math.max(1, this.view.zoom));
    const { x, y, width, height } = screenRect(rect, this.view);
    const visible = this.#visible();
    const part = visible && intersectRects({ x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }, visible);
    if (part) this.#stale = uniteRects(this.#stale, part);
    return part;
  }

  /** Brings up to date what it can until `deadlineMs`, at least one band; returns whether all is. */
  flush(deadlineMs: number): boolean {
    while (this.#stale) {
      const stale: Rect = this.#stale;
      const height = Math.min(bandPx, stale.height);
      this.#stale = stale.height > height ? { ...stale, y: stale.y + height, height: stale.height - height } : null;
      this.#render({ ...stale, height });
      if (performance.now() > deadlineMs) return this.#stale === null;
    }
    return true;
  }

  /** Draws fill or contour, moved and scaled where the view has gone on since. */
  draw(part: 'fill' | 'contour', context: CanvasRenderingContext2D, view: ScreenView): void {
    const from = part === 'fill' ? this.#fill : this.#contour;
    if (!from || from.canvas.width === 0 || from.canvas.height === 0) return;
    const scale = view.zoom / this.view.zoom;
    context.imageSmoothingEnabled = scale !== 1;
    context.drawImage(
      from.canvas,
      view.x - this.view.x * scale,
      view.y - this.view.y * scale,
      from.canvas.width * scale,
      from.canvas.height * scale,
    );
  }

  /** Gives the canvases' memory back at once. */
  destroy(): void {
    for (const context of [this.#fill, this.#contour]) if (context) context.canvas.width = 0;
  }

  /** The part of the screen that the picture covers, and what the contour may reach beyond it. */
  #visible(): Rect | null {
    const { size } = this.source;
    return intersectRects(screenRect({ x: 0, y: 0, width: size.width, height: size.height }, this.view), {
      x: 0,
      y: 0,
      width: this.view.width,
      height: this.view.height,
    });
  }

  /** The picture without the margin in which a contour along its edge is seen whole, in device pixels. */
  #withinEdges(): Rect {
    const margin = (contour.blackPx / 2) * this.view.pixelRatio;
    const { x, y, width, height } = screenRect({ x: 0, y: 0, ...this.source.size }, this.view);
    return { x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin };
  }

  #render(rect: Rect): void {
    const { size, read, fill, least } = this.source;
    const { pixelRatio } = this.view;
    const reach = contourReachPx(pixelRatio);
    const around: Rect = { x: rect.x - reach, y: rect.y - reach, width: rect.width + 2 * reach, height: rect.height + 2 * reach };
    const values = sampleMap(read, size, this.view, around);
    put(this.#fill, fillPixels(fill, values && cropValues(values, around, rect), rect, this.view), rect);
    const closed = values && closedAtEdges(values, around, this.#withinEdges());
    put(this.#contour, contourPixels(closed, rect, reach, pixelRatio, least), rect);
  }
}

function put(context: CanvasRenderingContext2D | null, rgba: Uint8ClampedArray<ArrayBuffer> | null, { x, y, width, height }: Rect): void {
  if (rgba) context?.putImageData(new ImageData(rgba, width, height), x, y);
  else context?.clearRect(x, y, width, height);
}
