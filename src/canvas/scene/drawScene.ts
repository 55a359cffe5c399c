import type { Rect, Size } from '../../../workers/protocol/geometry';
import type { ChunkedCanvas } from './ChunkedCanvas';
import { applySmoothing, screenRect, type ScreenView } from './screenView';

/** A staged result with its place on the scene. */
export interface ShownResult {
  readonly rect: Rect;
  readonly canvas: ChunkedCanvas;
}

/** Side of a checkerboard square, in CSS pixels. */
const squarePx = 8;
const squareColours = ['#6b6b6b', '#585858'] as const;
const frameColour = 'rgb(0 0 0 / 60%)';

/** Draws the checkerboard that shows through transparent pixels, within a rectangle of the screen. */
function drawCheckerboard(context: CanvasRenderingContext2D, area: Rect, side: number): void {
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  context.fillStyle = squareColours[0];
  context.fillRect(area.x, area.y, area.width, area.height);
  context.fillStyle = squareColours[1];
  const left = Math.max(0, Math.floor(-area.x / side));
  const top = Math.max(0, Math.floor(-area.y / side));
  for (let row = top; row * side < area.height && area.y + row * side < context.canvas.height; row += 1) {
    for (let column = left + ((row + left) % 2); column * side < area.width && area.x + column * side < context.canvas.width; column += 2) {
      context.fillRect(area.x + column * side, area.y + row * side, side, side);
    }
  }
  context.restore();
}

/** Draws the picture with its layers, in device pixels. */
export function drawScene(context: CanvasRenderingContext2D, view: ScreenView, picture: Size, scene: ChunkedCanvas): void {
  const area = screenRect({ x: 0, y: 0, width: picture.width, height: picture.height }, view);
  context.fillStyle = frameColour;
  context.fillRect(area.x - 1, area.y - 1, area.width + 2, area.height + 2);
  drawCheckerboard(context, area, Math.round(squarePx * view.pixelRatio));
  applySmoothing(context, view, 'high');
  scene.draw(context, view);
}

/** Draws what a run will start from in its place on the scene. */
export function drawGround(context: CanvasRenderingContext2D, view: ScreenView, rect: Rect, image: CanvasImageSource): void {
  const area = screenRect(rect, view);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, area.x, area.y, area.width, area.height);
}

/** Draws a staged result to the right of the divider, over the scene. `divider`: a share of the result's width. */
export function drawResult(context: CanvasRenderingContext2D, view: ScreenView, { rect, canvas }: ShownResult, divider: number): void {
  const area = screenRect(rect, view);
  const cut = Math.round(area.x + area.width * divider);
  const after: Rect = { x: cut, y: area.y, width: area.x + area.width - cut, height: area.height };
  if (after.width <= 0) return;
  context.save();
  context.beginPath();
  context.rect(after.x, after.y, after.width, after.height);
  context.clip();
  drawCheckerboard(context, area, Math.round(squarePx * view.pixelRatio));
  applySmoothing(context, view, 'high');
  canvas.draw(context, { ...view, x: view.x + rect.x * view.zoom, y: view.y + rect.y * view.zoom });
  context.restore();
}
