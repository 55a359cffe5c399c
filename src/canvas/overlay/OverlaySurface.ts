import type { Rect } from '../../../workers/protocol/geometry';
import type { ScreenView } from '../scene/screenView';
import { OverlayBuffer, type OverlaySource } from './OverlayBuffer';

const sameSource = (a: OverlaySource, b: OverlaySource): boolean =>
  a.fill === b.fill && a.least === b.least && a.size.width === b.size.width && a.size.height === b.size.height;

const sameView = (a: ScreenView, b: ScreenView): boolean =>
  a.zoom === b.zoom &&
  a.x === b.x &&
  a.y === b.y &&
  a.width === b.width &&
  a.height === b.height &&
  a.pixelRatio === b.pixelRatio &&
  a.smooth === b.smooth;

/**
 * The change map over the picture. A stroke draws what it touched and no more; while the picture is moved or zoomed what was drawn last
 * goes along, until another one is ready that was drawn for the new view.
 */
export class OverlaySurface {
  #shown: OverlayBuffer | null = null;
  #next: OverlayBuffer | null = null;

  /** Marks a rectangle of the picture as out of date. */
  invalidate(rect: Rect): void {
    this.#shown?.invalidate(rect);
    this.#next?.invalidate(rect);
  }

  /** Brings up to date what it can until `deadlineMs`; returns whether all is. */
  flush(view: ScreenView, source: OverlaySource, deadlineMs: number): boolean {
    const wanted = this.#next ?? this.#shown;
    if (!wanted || !sameView(wanted.view, view) || !sameSource(wanted.source, source)) {
      this.#next?.destroy();
      this.#next = new OverlayBuffer(view, source);
    }
    // What is on screen meanwhile follows the brush too.
    const shownReady = this.#shown?.flush(deadlineMs) ?? true;
    if (!this.#next) return shownReady;
    if (!this.#next.flush(deadlineMs)) return false;
    this.#shown?.destroy();
    this.#shown = this.#next;
    this.#next = null;
    return true;
  }

  draw(part: 'fill' | 'contour', context: CanvasRenderingContext2D, view: ScreenView): void {
    this.#shown?.draw(part, context, view);
  }

  /** Forgets everything, and gives the memory back. */
  destroy(): void {
    this.#shown?.destroy();
    this.#next?.destroy();
    this.#shown = null;
    this.#next = null;
  }
}
