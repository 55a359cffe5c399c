import { Layer } from 'konva/lib/Layer';
import { Shape } from 'konva/lib/Shape';
import type { Stage } from 'konva/lib/Stage';
import type { Rect } from '../../../workers/protocol/geometry';

/** Draws in device pixels, from a clean state, onto a cleared canvas. */
export type Painter = (context: CanvasRenderingContext2D) => void;

/** One Konva layer that a function of ours paints whole; drawn only when asked to. */
export class LayerCanvas {
  readonly #layer = new Layer({ listening: false });
  readonly #paint: Painter;

  constructor(stage: Stage, paint: Painter) {
    this.#paint = paint;
    const shape = new Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: (konvaContext) => {
        const context = konvaContext._context;
        context.save();
        context.setTransform(1, 0, 0, 1, 0, 0);
        paint(context);
        context.restore();
      },
    });
    this.#layer.add(shape);
    stage.add(this.#layer);
  }

  /** Follows the screen's resolution, which changes with the browser's own zoom. */
  setPixelRatio(pixelRatio: number): void {
    if (this.#layer.getCanvas().getPixelRatio() !== pixelRatio) this.#layer.getCanvas().setPixelRatio(pixelRatio);
  }

  /** Fades the layer in or out; what is on it stays drawn. */
  setShown(shown: boolean): void {
    const { style } = this.#layer.getCanvas()._canvas;
    style.transition = 'opacity var(--calm, 160ms) var(--ease, ease-out)';
    style.opacity = shown ? '1' : '0';
  }

  draw(): void {
    this.#layer.draw();
  }

  /** Draws one rectangle (device pixels) again and leaves the rest as it is: what a dab touched, at the speed of a dab. */
  drawWithin({ x, y, width, height }: Rect): void {
    const context = this.#layer.getCanvas().getContext()._context;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.clearRect(x, y, width, height);
    this.#paint(context);
    context.restore();
  }
}
