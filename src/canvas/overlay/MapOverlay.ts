import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { IsolineResult } from '../../../workers/protocol/mapWorker';
import { intersectRects } from '../../../workers/maps/rects';
import { documentStore } from '../../document/documentStore';
import { isolineStore } from '../../generation/followIsolines';
import { countsFrom } from '../../generation/methods/whatCounts';
import { mapViewStore } from '../../changemap/mapView';
import { drawIsolineNumbers, drawIsolines, layOutIsolines, type IsolineDrawing } from '../scene/drawIsolines';
import { screenRect, type ScreenView } from '../scene/screenView';
import { contourReachPx } from './contourPixels';
import { leastValue } from './overlayLook';
import { OverlaySurface } from './OverlaySurface';
import type { ReadMap } from './sampleMap';

/** Smooth scaling carries a change to the pixels around it: this many picture pixels at most, and one of the screen. */
const smoothingReachPx = 2;

/** What of the screen an edit of these picture pixels changes, in device pixels; null: nothing that is in sight. */
export function touchedOnScreen({ x, y, width, height }: Rect, view: ScreenView): Rect | null {
  const reach = Math.max(smoothingReachPx, 2 / view.zoom) + contourReachPx(view.pixelRatio) / view.zoom;
  const around = screenRect({ x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }, view);
  return intersectRects(around, { x: 0, y: 0, width: view.width, height: view.height });
}

/** The change map over the picture: its fill, the line where change begins, and the step lines. */
export class MapOverlay {
  readonly #surface = new OverlaySurface();
  readonly #read: ReadMap;
  #laidOut: { readonly lines: readonly IsolineResult[]; readonly view: ScreenView; readonly drawing: IsolineDrawing } | null = null;

  constructor(read: ReadMap) {
    this.#read = read;
  }

  /** Marks a rectangle of the picture as out of date. */
  invalidate(rect: Rect): void {
    this.#surface.invalidate(rect);
  }

  /** Brings fill and contour up to date until `deadlineMs`; returns whether they are. */
  flush(view: ScreenView, { width, height }: Size, deadlineMs: number): boolean {
    const least = Math.max(leastValue, 255 * countsFrom(documentStore.getState().settings));
    return this.#surface.flush(view, { size: { width, height }, read: this.#read, fill: mapViewStore.getState().fill, least }, deadlineMs);
  }

  drawFill(context: CanvasRenderingContext2D, view: ScreenView): void {
    this.#surface.draw('fill', context, view);
  }

  drawContour(context: CanvasRenderingContext2D, view: ScreenView): void {
    this.#surface.draw('contour', context, view);
  }

  /** Draws the step lines where they are wanted; where they stand is found again only for other lines or another view. */
  drawIsolines(context: CanvasRenderingContext2D, view: ScreenView, picture: Size): void {
    const drawing = this.#isolines(context, view, picture);
    if (drawing) drawIsolines(context, view, drawing);
  }

  /** Draws the numbers of the step lines, which belong above all other lines. */
  drawIsolineNumbers(context: CanvasRenderingContext2D, view: ScreenView, picture: Size): void {
    const drawing = this.#isolines(context, view, picture);
    if (drawing) drawIsolineNumbers(context, view, drawing);
  }

  #isolines(context: CanvasRenderingContext2D, view: ScreenView, picture: Size): IsolineDrawing | null {
    const { lines } = isolineStore.getState();
    if (!mapViewStore.getState().isolines || lines.length === 0) return null;
    const kept = this.#laidOut;
    const same = kept?.lines === lines && JSON.stringify(kept.view) === JSON.stringify(view);
    const drawing = same ? kept.drawing : layOutIsolines(context, view, picture, lines);
    this.#laidOut = { lines, view, drawing };
    return drawing;
  }

  destroy(): void {
    this.#surface.destroy();
  }
}
