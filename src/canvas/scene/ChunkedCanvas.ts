import type { Rect, Size } from '../../../workers/protocol/geometry';
import { intersectRects, uniteRects } from '../../../workers/maps/rects';
import { screenRect, type ScreenView } from './screenView';

/** RGBA of a rectangle (row-major, straight alpha), or null where all of it is transparent. */
type Render = (rect: Rect) => Uint8ClampedArray<ArrayBuffer> | null;

interface Chunk {
  readonly rect: Rect;
  canvas: HTMLCanvasElement | null;
  /** What is out of date, in picture pixels. */
  stale: Rect | null;
}

/** Pixels of one write: a large stale part is brought up to date by bands of this size, so that no frame takes long. */
const bandPx = 256;

/**
 * A large picture on canvases of limited size, brought up to date by rectangles and in portions of time.
 * A chunk that was never anything but transparent has no canvas.
 */
export class ChunkedCanvas {
  readonly #chunks: readonly Chunk[];
  readonly #render: Render;

  /** `chunkPx`: the largest side of one canvas; the first flush draws everything. */
  constructor(size: Size, chunkPx: number, render: Render) {
    this.#render = render;
    const chunks: Chunk[] = [];
    for (let y = 0; y < size.height; y += chunkPx) {
      for (let x = 0; x < size.width; x += chunkPx) {
        const rect = { x, y, width: Math.min(chunkPx, size.width - x), height: Math.min(chunkPx, size.height - y) };
        chunks.push({ rect, canvas: null, stale: rect });
      }
    }
    this.#chunks = chunks;
  }

  /** Marks a rectangle as out of date. */
  invalidate(rect: Rect): void {
    for (const chunk of this.#chunks) {
      const part = intersectRects(chunk.rect, rect);
      if (part) chunk.stale = uniteRects(chunk.stale, part);
    }
  }

  /** Brings up to date what it can until `deadlineMs` (as performance.now() tells it); returns whether all is. */
  flush(deadlineMs: number): boolean {
    for (const chunk of this.#chunks) {
      while (chunk.stale) {
        this.#renderBand(chunk, chunk.stale);
        if (performance.now() > deadlineMs) return this.#chunks.every(({ stale }) => stale === null);
      }
    }
    return true;
  }

  /** Draws what is in sight; `context` is in device pixels. */
  draw(context: CanvasRenderingContext2D, view: ScreenView): void {
    for (const { rect, canvas } of this.#chunks) {
      if (!canvas) continue;
      const target = screenRect(rect, view);
      if (target.x < view.width && target.y < view.height && target.x + target.width > 0 && target.y + target.height > 0) {
        context.drawImage(canvas, target.x, target.y, target.width, target.height);
      }
    }
  }

  /** Gives the canvases' memory back at once. */
  destroy(): void {
    for (const chunk of this.#chunks) {
      if (chunk.canvas) chunk.canvas.width = 0;
      chunk.canvas = null;
      chunk.stale = null;
    }
  }

  #renderBand(chunk: Chunk, stale: Rect): void {
    const height = Math.min(bandPx, stale.height);
    const band = { ...stale, height };
    chunk.stale = stale.height > height ? { ...stale, y: stale.y + height, height: stale.height - height } : null;
    const rgba = this.#render(band);
    if (!rgba && !chunk.canvas) return;
    chunk.canvas ??= blankCanvas(chunk.rect);
    const context = chunk.canvas.getContext('2d');
    const x = band.x - chunk.rect.x;
    const y = band.y - chunk.rect.y;
    if (rgba) context?.putImageData(new ImageData(rgba, band.width, band.height), x, y);
    else context?.clearRect(x, y, band.width, band.height);
  }
}

function blankCanvas({ width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
